import { create } from "zustand";
import { readStored, writeStored } from "@/lib/storage";

export type ThemeChoice = "light" | "dark" | "system";

const key = "parlance.theme";
const order: ThemeChoice[] = ["system", "light", "dark"];
const darkSystem = matchMedia("(prefers-color-scheme: dark)");

export const useTheme = create<{ choice: ThemeChoice }>(() => ({ choice: readChoice() }));

export function chooseTheme(choice: ThemeChoice): void {
  writeStored(key, choice);
  useTheme.setState({ choice });
}

export function nextTheme(): ThemeChoice {
  const next = order[(order.indexOf(useTheme.getState().choice) + 1) % order.length]!;
  chooseTheme(next);
  return next;
}

// Keeps the document in step with the choice, the system and other tabs.
export function watchTheme(): void {
  const apply = () => {
    const { choice } = useTheme.getState();
    const dark = choice === "dark" || (choice === "system" && darkSystem.matches);
    document.documentElement.dataset.theme = dark ? "dark" : "light";
  };
  apply();
  useTheme.subscribe(apply);
  darkSystem.addEventListener("change", apply);
  addEventListener("storage", (event) => event.key === key && useTheme.setState({ choice: readChoice() }));
}

function readChoice(): ThemeChoice {
  const stored = readStored(key) as ThemeChoice | null;
  return stored && order.includes(stored) ? stored : "system";
}
