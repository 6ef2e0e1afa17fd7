import { memo } from "react";
import { useTranslation } from "react-i18next";
import type { Message } from "@/api/types";
import { cx } from "@/lib/class-names";
import { useMayWrite } from "@/thread/thread-store";
import { CopyButton } from "@/ui/copy-button";
import { AnswerFacts } from "./answer-facts";
import { BranchSwitcher } from "./branch-switcher";
import { RegenerateMenu } from "./regenerate-menu";
import { renderedHtml } from "./rendered-html";

interface Props {
  message: Message;
  last: boolean;
}

// Actions and facts of a stored answer: always there for the keyboard, in sight on the last answer and under the pointer.
export const AnswerFooter = memo(function AnswerFooter({ message, last }: Props) {
  const { t } = useTranslation();
  const mayWrite = useMayWrite();
  return (
    <footer className="mt-2 -ms-1.5 flex min-h-8 flex-wrap items-center gap-0.5 text-xs text-muted">
      <BranchSwitcher message={message} />
      <span
        className={cx(
          "flex flex-wrap items-center gap-0.5 transition-opacity touch:opacity-100",
          !last && "opacity-0 group-hover/message:opacity-100 group-focus-within/message:opacity-100 has-[[data-state=open]]:opacity-100",
        )}
      >
        {message.content && (
          <CopyButton
            small
            label={t("message.copy")}
            text={() => message.content}
            html={() => renderedHtml(message.id)}
          />
        )}
        {mayWrite && <RegenerateMenu message={message} />}
        <AnswerFacts message={message} />
      </span>
    </footer>
  );
});
