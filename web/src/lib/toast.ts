import { create } from "zustand";

interface Toast {
  text: string;
  danger: boolean;
  action: { label: string; run: () => void } | null;
}

// What the lazy part of the page still has to show. Toasts are for what happens in the background; the code that
// draws them is fetched with the first one.
export const useToastQueue = create<{ waiting: readonly Toast[] }>(() => ({ waiting: [] }));

const push = (toast: Toast) => useToastQueue.setState(({ waiting }) => ({ waiting: [...waiting, toast] }));

export const tell = (text: string, action: Toast["action"] = null) => push({ text, danger: false, action });

export const tellFailure = (text: string) => push({ text, danger: true, action: null });
