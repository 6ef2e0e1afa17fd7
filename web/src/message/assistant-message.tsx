import { memo } from "react";
import { useTranslation } from "react-i18next";
import { Markdown } from "@/markdown/markdown";
import type { Row } from "@/thread/row";
import { AnswerEnding } from "./answer-ending";
import { AnswerFooter } from "./answer-footer";
import { Sources } from "./sources";
import { Thinking } from "./thinking";

interface Props {
  row: Row;
  last: boolean;
}

// A stored answer.
export const AssistantMessage = memo(function AssistantMessage({ row, last }: Props) {
  const { t } = useTranslation();
  const { message } = row;
  return (
    <article className="group/message" aria-label={t("message.answer")} data-role="assistant">
      {message.thinking && <Thinking text={message.thinking} durationMs={null} running={false} />}
      {message.content && <Markdown text={message.content} />}
      <Sources sources={message.sources} />
      <AnswerEnding row={row} finishReason={message.finish_reason} error={message.error} partial={message.content !== ""} />
      <AnswerFooter message={message} last={last} />
    </article>
  );
});
