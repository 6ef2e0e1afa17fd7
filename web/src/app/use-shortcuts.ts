import { useEffect, useRef } from "react";
import { session } from "@/session/session-store";
import { matches, shortcuts, type Action } from "./shortcuts";

// Runs the actions of the shortcut table, wherever the focus is.
export function useShortcuts(actions: Record<Action, () => void>): void {
  const current = useRef(actions);
  useEffect(() => {
    current.current = actions;
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.isComposing || session().phase === "ended") return;
      const hit = shortcuts.find((shortcut) => matches(event, shortcut.keys));
      if (!hit) return;
      event.preventDefault();
      current.current[hit.action]();
    };
    addEventListener("keydown", onKeyDown);
    return () => removeEventListener("keydown", onKeyDown);
  }, []);
}
