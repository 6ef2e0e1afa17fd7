import { create } from "zustand";
import { readStored, writeStored } from "@/lib/storage";

const key = "parlance.model";
const keyOfPicked = "parlance.models";
const pickedMax = 200;

function readPicked(): Record<string, string> {
  try {
    const stored: unknown = JSON.parse(readStored(keyOfPicked) ?? "{}");
    return typeof stored === "object" && stored !== null ? (stored as Record<string, string>) : {};
  } catch {
    return {};
  }
}

interface ModelChoice {
  lastUsed: string | null;
  // What was picked for a conversation in this browser, the latest last; "" stands for the new one.
  picked: Readonly<Record<string, string>>;
}

export const useModelChoice = create<ModelChoice>(() => ({ lastUsed: readStored(key), picked: readPicked() }));

export function pickModel(conversationId: string | null, model: string): void {
  writeStored(key, model);
  const id = conversationId ?? "";
  const others = Object.entries(useModelChoice.getState().picked).filter(([each]) => each !== id);
  const picked = [...others.slice(1 - pickedMax), [id, model] as const];
  // What was picked for a new conversation is the last used one, and after a reload nobody's any more.
  writeStored(keyOfPicked, JSON.stringify(Object.fromEntries(picked.filter(([each]) => each !== ""))));
  useModelChoice.setState({ lastUsed: model, picked: Object.fromEntries(picked) });
}

export function forgetModels(): void {
  writeStored(key, null);
  writeStored(keyOfPicked, null);
  useModelChoice.setState({ lastUsed: null, picked: {} });
}
