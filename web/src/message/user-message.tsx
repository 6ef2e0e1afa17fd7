import { Pencil } from "lucide-react";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import type { Message } from "@/api/types";
import { useMayWrite, useThread } from "@/thread/thread-store";
import { CopyButton } from "@/ui/copy-button";
import { IconButton } from "@/ui/icon-button";
import { BranchSwitcher } from "./branch-switcher";
import { saveEdit, useEdits } from "./edits";
import { MessageEditor } from "./message-editor";

// One's own words: shown as written, never as Markdown.
export const UserMessage = memo(function UserMessage({ message }: { message: Message }) {
  const { t } = useTranslation();
  const editing = useEdits((edits) => edits[message.id]);
  const mayWrite = useMayWrite();
  const running = useThread((state) => state.running !== null);

  if (editing !== undefined) return <MessageEditor message={message} initial={editing} />;
  return (
    <article className="group/message flex flex-col items-end" aria-label={t("message.yours")} data-role="user">
      <div
        dir="auto"
        className="max-w-[85%] rounded-3xl rounded-ee-lg bg-bubble px-4 py-2.5 leading-relaxed whitespace-pre-wrap [overflow-wrap:anywhere]"
      >
        {message.content}
      </div>
      <footer className="mt-1 flex min-h-8 items-center gap-0.5 text-muted">
        <span className="flex items-center gap-0.5 opacity-0 transition-opacity group-focus-within/message:opacity-100 group-hover/message:opacity-100 touch:opacity-100">
          {mayWrite && (
            <IconButton
              small
              label={t("message.edit")}
              disabled={running || message.id === ""}
              onClick={() => saveEdit(message.id, message.content)}
            >
              <Pencil />
            </IconButton>
          )}
          <CopyButton small label={t("message.copyYours")} text={() => message.content} />
        </span>
        <BranchSwitcher message={message} />
      </footer>
    </article>
  );
});
