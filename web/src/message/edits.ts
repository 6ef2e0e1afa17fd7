import { create } from "zustand";

// Own messages that are being rewritten, with their text so far: it survives scrolling away and a failed send.
export const useEdits = create<Readonly<Record<string, string>>>(() => ({}));

export const saveEdit = (messageId: string, text: string) => useEdits.setState({ [messageId]: text });

export const endEdit = (messageId: string) =>
  useEdits.setState((edits) => Object.fromEntries(Object.entries(edits).filter(([id]) => id !== messageId)), true);
