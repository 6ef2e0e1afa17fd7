import type { Virtualizer } from "@tanstack/react-virtual";
import { useLayoutEffect, useRef } from "react";

type Rows = Virtualizer<HTMLElement, Element>;

// Keeps the line under the reader's eye in place when earlier messages arrive and change the heights above it.
export function useAnchor(virtualizer: Rows, scroller: HTMLElement, earlier: number): void {
  const anchor = useRef<{ index: number; offset: number } | null>(null);
  const before = useRef(earlier);

  useLayoutEffect(() => {
    if (before.current !== earlier && anchor.current) {
      const start = virtualizer.measurementsCache[anchor.current.index]?.start;
      if (start !== undefined) scroller.scrollTop = start + anchor.current.offset;
    }
    before.current = earlier;
    const top = scroller.scrollTop;
    const first = virtualizer.getVirtualItems().find((item) => item.end > top);
    anchor.current = first ? { index: first.index, offset: top - first.start } : null;
  });
}
