import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { asApiError } from "@/api/api-error";
import { describeError } from "@/lib/describe-error";
import { useSession } from "@/session/session-store";
import { Button } from "@/ui/button";
import { ConversationItem } from "./conversation-item";
import { groupByDate, headingKey, type GroupName } from "./group-by-date";
import { useConversations, type Whose } from "./use-conversations";
import { WhoseSwitch } from "./whose-switch";

// Recent conversations under date headings; more of them load as the end comes into view.
export function ConversationList({ onLeave }: { onLeave: (() => void) | undefined }) {
  const { t, i18n } = useTranslation();
  const several = useSession(({ anonymous }) => !anonymous);
  const [chosen, setWhose] = useState<Whose>("own");
  const whose = several ? chosen : "own";
  const { conversations, isPending, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useConversations(whose);
  const scroller = useRef<HTMLElement>(null);
  const end = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (!end.current || !hasNextPage || isFetchingNextPage) return;
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && void fetchNextPage(), {
      root: scroller.current,
      rootMargin: "400px",
    });
    observer.observe(end.current);
    return () => observer.disconnect();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);

  const heading = (name: GroupName) => (typeof name === "string" ? t(`sidebar.${name}`) : name.month);
  return (
    <>
      {several && <WhoseSwitch whose={whose} onChange={setWhose} />}
      <nav
        ref={scroller}
        aria-label={t("sidebar.conversations")}
        className="min-h-0 flex-1 overflow-y-auto px-3 pb-4"
        tabIndex={-1}
      >
        {isPending && <ListSkeleton />}
        {error && conversations.length === 0 && (
          <div className="space-y-3 px-3 py-4 text-sm text-muted">
            <p>{describeError(asApiError(error))}</p>
            <Button onClick={() => void refetch()}>{t("error.retry")}</Button>
          </div>
        )}
        {!isPending && !error && conversations.length === 0 && (
          <p className="px-3 py-4 text-sm text-muted">{t(whose === "own" ? "sidebar.empty" : "sidebar.emptyShared")}</p>
        )}
        {groupByDate(conversations, new Date(), i18n.language).map(({ name, conversations: group }) => (
          <section key={headingKey(name)}>
            <h2 className="px-3 pt-4 pb-1.5 text-xs font-medium text-muted">{heading(name)}</h2>
            <ul>
              {group.map((conversation) => (
                <ConversationItem key={conversation.id} conversation={conversation} onLeave={onLeave} />
              ))}
            </ul>
          </section>
        ))}
        <div ref={end} className="h-px" />
      </nav>
    </>
  );
}

function ListSkeleton() {
  return (
    <div className="space-y-4 px-3 pt-6 animate-shimmer" aria-hidden>
      {[70, 90, 55, 80, 65].map((width) => (
        <div key={width} className="h-3.5 rounded-full bg-hover" style={{ width: `${width}%` }} />
      ))}
    </div>
  );
}
