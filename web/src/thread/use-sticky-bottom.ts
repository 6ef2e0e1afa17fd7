import { useCallback, useEffect, useRef, useState, type RefObject } from "react";

const nearPx = 48;

// Follows the end of a growing text until the person scrolls up; the bottom, or `follow`, takes it up again.
export function useStickyBottom(scroller: RefObject<HTMLElement | null>, content: RefObject<HTMLElement | null>) {
  const sticky = useRef(true);
  const [atBottom, setAtBottom] = useState(true);

  const pin = useCallback(() => {
    const element = scroller.current;
    if (element && sticky.current) element.scrollTop = element.scrollHeight;
  }, [scroller]);

  const follow = useCallback(() => {
    sticky.current = true;
    setAtBottom(true);
    pin();
  }, [pin]);

  const release = useCallback(() => {
    sticky.current = false;
  }, []);

  useEffect(() => {
    const element = scroller.current;
    const inner = content.current;
    if (!element || !inner) return;
    let last = element.scrollTop;
    const near = () => element.scrollHeight - element.scrollTop - element.clientHeight < nearPx;

    const onScroll = () => {
      const up = element.scrollTop < last - 1;
      last = element.scrollTop;
      // Only a person scrolls up: text that grows, or a row that shrinks, keeps the flag.
      if (up && touched()) sticky.current = false;
      if (near()) sticky.current = true;
      setAtBottom(near());
    };
    let touchedAt = 0;
    const touched = () => performance.now() - touchedAt < 400;
    const onIntent = (event: Event) => {
      touchedAt = performance.now();
      if (event instanceof WheelEvent && event.deltaY < 0) sticky.current = false;
    };
    const observer = new ResizeObserver(pin);
    observer.observe(inner);
    observer.observe(element);
    element.addEventListener("scroll", onScroll, { passive: true });
    const intents = ["wheel", "touchmove", "keydown", "pointerdown", "pointermove"] as const;
    intents.forEach((name) => element.addEventListener(name, onIntent, { passive: true }));
    return () => {
      observer.disconnect();
      element.removeEventListener("scroll", onScroll);
      intents.forEach((name) => element.removeEventListener(name, onIntent));
    };
  }, [scroller, content, pin]);

  return { atBottom, follow, release };
}
