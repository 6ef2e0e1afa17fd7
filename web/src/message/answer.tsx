import { useTranslation } from "react-i18next";
import { useTurn } from "@/live/turn-store";
import { Markdown } from "@/markdown/markdown";
import { isLive, type Row } from "@/thread/row";
import { AnswerEnding } from "./answer-ending";
import { AnswerFooter } from "./answer-footer";
import { RouteNotes } from "./route-notes";
import { shownAnswer } from "./shown-answer";
import { Sources } from "./sources";
import { Thinking } from "./thinking";
import { TypingIndicator } from "./typing-indicator";

interface Props {
  row: Row;
  last: boolean;
}

// An answer. One component from the first token to the stored message, so that nothing on the screen is made anew
// when the last token has come.
export function Answer({ row, last }: Props) {
  const { t } = useTranslation();
  const turn = useTurn(row.turnId ?? null, (view) => view);
  const { text, thinking, thinkingMs, running, status, route, sources, finishReason, error } = shownAnswer(row, turn);
  return (
    <article className="group/message" aria-label={t("message.answer")} aria-busy={running} data-role="assistant">
      {thinking && <Thinking text={thinking} durationMs={thinkingMs} running={running && text === ""} />}
      {text && <Markdown text={text} streaming={running} />}
      {route.length > 0 && <RouteNotes steps={route} />}
      {running && !text && <TypingIndicator status={status} />}
      <Sources sources={sources} />
      {!running && <AnswerEnding row={row} finishReason={finishReason} error={error} partial={text !== ""} empty={!text && !thinking} />}
      {!isLive(row) && <AnswerFooter message={row.message} last={last} />}
    </article>
  );
}
