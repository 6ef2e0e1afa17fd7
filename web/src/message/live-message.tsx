import { useTranslation } from "react-i18next";
import { useTurn } from "@/live/turn-store";
import { Markdown } from "@/markdown/markdown";
import type { Row } from "@/thread/row";
import { AnswerEnding } from "./answer-ending";
import { Sources } from "./sources";
import { Thinking } from "./thinking";
import { TurnNotice } from "./turn-notice";
import { TypingIndicator } from "./typing-indicator";

// An answer on its way, from its turn's log.
export function LiveMessage({ row }: { row: Row }) {
  const { t } = useTranslation();
  const view = useTurn(row.turnId ?? null, (turn) => turn);
  const running = !view || view.phase === "waiting" || view.phase === "streaming";
  return (
    <article className="group/message" aria-label={t("message.answer")} aria-busy={running} data-role="assistant">
      {view?.thinking && (
        <Thinking text={view.thinking} durationMs={view.thinkingMs} running={running && view.text === ""} />
      )}
      {view?.text && <Markdown text={view.text} streaming={running} />}
      {view?.notice && running && <TurnNotice notice={view.notice} />}
      {running && !view?.text && <TypingIndicator status={view?.status ?? null} />}
      <Sources sources={view?.sources ?? []} />
      {view && !running && (
        <AnswerEnding row={row} finishReason={view.finishReason} error={view.error} partial={view.text !== ""} />
      )}
    </article>
  );
}
