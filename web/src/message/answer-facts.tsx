import { useTranslation } from "react-i18next";
import type { Message } from "@/api/types";
import { formatDateTime, formatDuration, formatNumber, formatUsd } from "@/lib/format";

// Model, tokens and time of an answer.
export function AnswerFacts({ message }: { message: Message }) {
  const { t } = useTranslation();
  const facts = [
    message.model,
    Boolean(message.token_count) && t("message.tokens", { count: message.token_count ?? 0, shown: formatNumber(message.token_count ?? 0) }),
    message.duration_ms !== null && formatDuration(message.duration_ms),
    message.cost_usd !== null && formatUsd(message.cost_usd),
  ].filter(Boolean);
  return (
    <span className="ms-2 flex flex-wrap gap-x-2" title={formatDateTime(message.timestamp)}>
      {facts.map((fact, index) => (
        <span key={index} className="whitespace-nowrap before:me-2 before:content-['·'] first:before:content-none">
          {fact}
        </span>
      ))}
    </span>
  );
}
