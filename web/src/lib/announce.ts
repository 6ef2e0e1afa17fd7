import { create } from "zustand";

// What a screen reader hears: one line per change of state, never per token.
export const useAnnouncement = create<{ text: string }>(() => ({ text: "" }));

export const announce = (text: string) => useAnnouncement.setState({ text });
