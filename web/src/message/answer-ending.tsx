import { CircleAlert, CircleSlash, Scissors } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { FinishReason, MessageError } from "@/api/types";
import type { Row } from "@/thread/row";
import { ErrorCard } from "./error-card";

interface Props {
  row: Row;
  finishReason: FinishReason | null;
  error: MessageError | null;
  // Some text came before the end.
  partial: boolean;
  // Nothing at all came.
  empty: boolean;
}

// How an answer ended, when it did not simply end: nothing cut off may look complete.
export function AnswerEnding({ row, finishReason, error, partial, empty }: Props) {
  const { t } = useTranslation();
  if (error || finishReason === "error") return <ErrorCard row={row} error={error} partial={partial} />;
  const ending = empty && finishReason === "stop" ? nothing : finishReason && endings[finishReason];
  if (!ending) return null;
  const Icon = ending.icon;
  return (
    <p className="mt-3 flex items-center gap-2 text-sm text-muted" data-ending={finishReason}>
      <Icon className="size-4" aria-hidden />
      {t(ending.text)}
    </p>
  );
}

const nothing = { icon: CircleSlash, text: "ending.empty" } as const;

const endings: Partial<Record<FinishReason, { icon: typeof CircleSlash; text: "ending.cancelled" | "ending.length" | "ending.content_filter" }>> = {
  cancelled: { icon: CircleSlash, text: "ending.cancelled" },
  length: { icon: Scissors, text: "ending.length" },
  content_filter: { icon: CircleAlert, text: "ending.content_filter" },
};
