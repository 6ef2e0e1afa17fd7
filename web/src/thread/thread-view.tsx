import { ArrowDown } from "lucide-react";
import { useEffect, useState, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "@/ui/icon-button";
import { ThreadRows } from "./thread-rows";
import { thread, useThread } from "./thread-store";
import { useStickyBottom } from "./use-sticky-bottom";

// The scrolling conversation.
export function ThreadView() {
  const { t } = useTranslation();
  // State, not refs: the rows measure themselves against an element that must exist first.
  const [scroller, setScroller] = useState<HTMLElement | null>(null);
  const [content, setContent] = useState<HTMLElement | null>(null);
  const conversationId = useThread((state) => state.conversationId);
  const starting = useThread((state) => state.running === "starting");
  const { atBottom, follow, release } = useStickyBottom(scroller, content);

  // Opening a conversation and sending both lead to the end, unless a message in it is wanted.
  useEffect(() => {
    if (!thread().jump) follow();
  }, [conversationId, follow]);
  useEffect(() => {
    if (starting) follow();
  }, [starting, follow]);

  // At once: the browser's own animation would stop when messages that load on the way move the text.
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== scroller || !scroller) return;
    if (event.key === "End") follow();
    else if (event.key === "Home") {
      release();
      scroller.scrollTop = 0;
    } else return;
    event.preventDefault();
  };

  return (
    <div className="relative min-h-0 flex-1">
      <div
        ref={setScroller}
        id="thread"
        role="log"
        aria-label={t("thread.label")}
        aria-live="off"
        tabIndex={0}
        onKeyDown={onKeyDown}
        className="relative h-full overflow-y-auto overscroll-contain outline-offset-[-2px] [overflow-anchor:none] [scrollbar-gutter:stable_both-edges]"
      >
        <div ref={setContent} className="mx-auto w-full max-w-[46rem] px-4 pt-6 pb-10 sm:px-6">
          {scroller && <ThreadRows scroller={scroller} onJump={release} />}
        </div>
      </div>
      {!atBottom && (
        <div className="pointer-events-none absolute inset-x-0 bottom-3 flex justify-center animate-fade">
          <IconButton
            label={t("thread.toBottom")}
            className="pointer-events-auto rounded-full! border border-line bg-raised shadow-float"
            onClick={follow}
          >
            <ArrowDown />
          </IconButton>
        </div>
      )}
    </div>
  );
}
