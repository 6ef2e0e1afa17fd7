import { ArrowDown } from "lucide-react";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "@/ui/icon-button";
import { ThreadRows } from "./thread-rows";
import { useThread } from "./thread-store";
import { useStickyBottom } from "./use-sticky-bottom";

// The scrolling conversation.
export function ThreadView() {
  const { t } = useTranslation();
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const conversationId = useThread((state) => state.conversationId);
  const starting = useThread((state) => state.running === "starting");
  const { atBottom, follow, release } = useStickyBottom(scroller, content);

  // Opening a conversation and sending both lead to the end.
  useEffect(follow, [conversationId, follow]);
  useEffect(() => {
    if (starting) follow();
  }, [starting, follow]);

  return (
    <div className="relative min-h-0 flex-1">
      <div
        ref={scroller}
        id="thread"
        role="log"
        aria-label={t("thread.label")}
        aria-live="off"
        tabIndex={0}
        className="h-full overflow-y-auto overscroll-contain outline-offset-[-2px] [overflow-anchor:none] [scrollbar-gutter:stable]"
      >
        <div ref={content} className="mx-auto w-full max-w-[46rem] px-4 pt-6 pb-10 sm:px-6">
          <ThreadRows scroller={scroller} onJump={release} />
        </div>
      </div>
      {!atBottom && (
        <div className="pointer-events-none absolute inset-x-0 bottom-3 flex justify-center animate-fade">
          <IconButton
            label={t("thread.toBottom")}
            className="pointer-events-auto rounded-full border border-line bg-raised shadow-float"
            onClick={follow}
          >
            <ArrowDown />
          </IconButton>
        </div>
      )}
    </div>
  );
}
