import { useCallback, useEffect, useRef, useState } from "react";

const nearPx = 48;
// How long after a person's wheel, finger or key a scroll counts as theirs.
const intentMs = 400;
const intents = ["wheel", "touchmove", "keydown", "pointerdown", "pointermove"] as const;

// Follows the end of a growing text until the person scrolls up; the bottom, or `follow`, takes it up again.
export function useStickyBottom(scroller: HTMLElement | null, content: HTMLElement | null) {
  const sticky = useRef(true);
  const [atBottom, setAtBottom] = useState(true);

  const follow = useCallback(() => {
    sticky.current = true;
    setAtBottom(true);
    if (scroller) scroller.scrollTop = scroller.scrollHeight;
  }, [scroller]);

  const release = useCallback(() => {
    sticky.current = false;
  }, []);

  useEffect(() => {
    if (!scroller || !content) return;
    let lastTop = scroller.scrollTop;
    let lastHeight = scroller.scrollHeight;
    let intentAt = -intentMs;
    const near = () => scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < nearPx;

    const onScroll = () => {
      const up = scroller.scrollTop < lastTop - 1;
      // A row that turns out smaller scrolls up too, but nobody meant to.
      const meant = performance.now() - intentAt < intentMs || scroller.scrollHeight === lastHeight;
      lastTop = scroller.scrollTop;
      lastHeight = scroller.scrollHeight;
      if (up && meant) sticky.current = false;
      else if (near()) sticky.current = true;
      setAtBottom(near());
    };
    const onIntent = (event: Event) => {
      intentAt = performance.now();
      if (leadsUp(event, scroller)) sticky.current = false;
    };
    const observer = new ResizeObserver(() => {
      if (sticky.current) scroller.scrollTop = scroller.scrollHeight;
      setAtBottom(near());
    });
    observer.observe(content);
    observer.observe(scroller);
    scroller.addEventListener("scroll", onScroll, { passive: true });
    intents.forEach((name) => scroller.addEventListener(name, onIntent, { passive: true }));
    return () => {
      observer.disconnect();
      scroller.removeEventListener("scroll", onScroll);
      intents.forEach((name) => scroller.removeEventListener(name, onIntent));
    };
  }, [scroller, content]);

  return { atBottom, follow, release };
}

const keysUp = new Set(["PageUp", "ArrowUp"]);

// True for what is about to scroll up, before it does. A dragged scroll bar sends nothing more until it is let go.
function leadsUp(event: Event, scroller: HTMLElement): boolean {
  if (scroller.scrollTop === 0) return false;
  if (event instanceof WheelEvent) return event.deltaY < 0;
  if (event instanceof KeyboardEvent) return event.target === scroller && keysUp.has(event.key);
  if (event.type !== "pointerdown" || event.target !== scroller) return false;
  const { offsetX } = event as PointerEvent;
  return offsetX >= scroller.clientWidth || offsetX < 0;
}
