import { useEffect } from "react";
import { useLocation, useMatch, useSearchParams } from "react-router";
import { Composer } from "@/composer/composer";
import { ReadOnlyNotice } from "@/composer/read-only-notice";
import { jumpToMessage, openNew, openThread } from "@/thread/load";
import { ThreadFailed } from "@/thread/thread-failed";
import { ThreadSkeleton } from "@/thread/thread-skeleton";
import { useThread } from "@/thread/thread-store";
import { ThreadView } from "@/thread/thread-view";
import { setTitle } from "@/app/title-badge";
import { ChatHeader } from "./chat-header";
import { EmptyState } from "./empty-state";
import { Greeting } from "./greeting";

// `/` is a new chat, `/c/{id}` a conversation, `?m={message}` a message in it.
export function ChatPage() {
  const conversationId = useMatch("/c/:id")?.params.id ?? null;
  const { key } = useLocation();
  const [search, setSearch] = useSearchParams();
  const wanted = search.get("m");
  const phase = useThread((state) => state.phase);
  const error = useThread((state) => state.error);
  const title = useThread((state) => state.conversation?.title ?? null);

  useEffect(() => {
    if (conversationId) void openThread(conversationId);
    else openNew();
    // By the visit, not by the address alone: a new chat may be wanted while the first question of this one, which has no
    // address of its own yet, is on its way.
  }, [conversationId, key]);
  useEffect(() => setTitle(title), [title]);
  useEffect(() => {
    if (!wanted || phase !== "ready") return;
    setSearch({}, { replace: true });
    jumpToMessage(wanted).catch(() => {});
  }, [wanted, phase, setSearch]);

  const readOnly = useThread((state) => state.conversation?.may === "read");
  const empty = phase === "empty";
  return (
    <>
      <ChatHeader />
      {empty && <Greeting />}
      {phase === "loading" && <ThreadSkeleton />}
      {phase === "failed" && <ThreadFailed error={error} />}
      {phase === "ready" && <ThreadView />}
      {phase !== "failed" && readOnly && <ReadOnlyNotice />}
      {phase !== "failed" && !readOnly && <Composer key={conversationId ?? ""} conversationId={conversationId} />}
      {empty && <EmptyState />}
    </>
  );
}
