import { useEffect, type RefObject } from "react";

// A chat that opens is ready to be written in, except where focusing would raise a touch keyboard over it.
export function useComposerFocus(area: RefObject<HTMLTextAreaElement | null>, conversationId: string | null): void {
  useEffect(() => {
    if (matchMedia("(hover: none)").matches) return;
    const busy = document.querySelector("[role=dialog]");
    if (!busy) area.current?.focus({ preventScroll: true });
  }, [area, conversationId]);
}
