const mac = /Mac|iPhone|iPad/.test(navigator.platform);

export type Action =
  | "newChat" | "search" | "sidebar" | "model" | "focusInput" | "copyAnswer" | "copyCode" | "deleteChat" | "settings" | "theme" | "shortcuts";

interface Shortcut {
  action: Action;
  // Modifiers in front of a KeyboardEvent.code; "mod" is Command on a Mac and Control elsewhere.
  keys: string;
}

// Every chord carries a modifier, so that speech input and typing never trigger one.
export const shortcuts: readonly Shortcut[] = [
  { action: "newChat", keys: "mod+shift+KeyO" },
  { action: "search", keys: "mod+KeyK" },
  { action: "sidebar", keys: "mod+shift+KeyS" },
  { action: "model", keys: "mod+shift+KeyM" },
  { action: "focusInput", keys: "shift+Escape" },
  { action: "copyAnswer", keys: "mod+shift+KeyC" },
  { action: "copyCode", keys: "mod+shift+Semicolon" },
  { action: "deleteChat", keys: "mod+shift+Backspace" },
  { action: "settings", keys: "mod+Period" },
  { action: "theme", keys: "alt+KeyT" },
  { action: "shortcuts", keys: "mod+Slash" },
];

// Keys of the composer itself, for the sheet only.
export const composerKeys = [
  { name: "send", keys: "Enter" },
  { name: "newLine", keys: "shift+Enter" },
  { name: "stop", keys: "Escape" },
  { name: "recall", keys: "ArrowUp" },
] as const;

export function matches(event: KeyboardEvent, keys: string): boolean {
  const parts = keys.split("+");
  const wants = (name: string) => parts.includes(name);
  const mod = mac ? event.metaKey : event.ctrlKey;
  const otherMod = mac ? event.ctrlKey : event.metaKey;
  return (
    event.code === parts.at(-1) &&
    mod === wants("mod") &&
    !otherMod &&
    event.shiftKey === wants("shift") &&
    event.altKey === wants("alt")
  );
}

const shown: Record<string, string> = {
  mod: mac ? "⌘" : "Ctrl",
  shift: mac ? "⇧" : "Shift",
  alt: mac ? "⌥" : "Alt",
  Escape: "Esc",
  Backspace: "⌫",
  Slash: "/",
  Period: ".",
  Semicolon: ";",
  ArrowUp: "↑",
  Enter: "↵",
};

export const keyCaps = (keys: string): string[] =>
  keys.split("+").map((part) => shown[part] ?? part.replace(/^Key/, ""));

export const keysText = (action: Action): string => {
  const caps = keyCaps(shortcuts.find((shortcut) => shortcut.action === action)!.keys);
  return caps.join(mac ? "" : "+");
};
