import { CircleAlert, RotateCcw } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { MessageError } from "@/api/types";
import { retryText } from "@/lib/describe-error";
import { useMayWrite } from "@/thread/thread-store";
import { useAnswerAgain } from "@/thread/use-answer-again";
import { isLive, type Row } from "@/thread/row";

interface Props {
  row: Row;
  error: MessageError | null;
  partial: boolean;
}

// A failed answer, in its own place: what happened, what is kept, and the way on.
export function ErrorCard({ row, error, partial }: Props) {
  const { t } = useTranslation();
  // Of a failure from before, nobody knows any more how long.
  const wait = isLive(row) ? error?.retry_after : undefined;
  const mayWrite = useMayWrite();
  const { retry } = useAnswerAgain();
  return (
    <div role="group" aria-label={t("error.title")} className="mt-3 rounded-xl border border-danger/40 bg-danger-tint p-4 text-sm animate-rise">
      <p className="flex items-center gap-2 font-semibold text-danger">
        <CircleAlert className="size-4 shrink-0" aria-hidden />
        {partial ? t("error.partial") : t("error.title")}
      </p>
      <p className="mt-1 [overflow-wrap:anywhere]">{error?.message || t("error.unknown")} {wait && retryText(wait)}</p>
      <div className="mt-3 flex flex-wrap items-center gap-x-4 gap-y-2">
        {mayWrite && (
          <button
            type="button"
            className="flex items-center gap-2 rounded-lg border border-danger/50 px-3 py-1.5 font-medium text-danger hover:bg-danger/10"
            onClick={() => retry(row)}
          >
            <RotateCcw className="size-3.5" aria-hidden />
            {t("error.retry")}
          </button>
        )}
        <p className="text-xs text-muted">
          {error?.code}
          {error?.request_id && <span className="ms-2 select-all">{t("error.request", { id: error.request_id })}</span>}
        </p>
      </div>
    </div>
  );
}
