import { CircleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { ApiError } from "@/api/api-error";
import { describeError } from "@/lib/describe-error";
import { Button } from "@/ui/button";
import { refreshThread } from "./load";

export function ThreadFailed({ error }: { error: ApiError | null }) {
  const { t } = useTranslation();
  const missing = error?.status === 404;
  return (
    <div className="flex min-h-0 flex-1 flex-col items-center justify-center gap-3 p-8 text-center">
      <CircleAlert className="size-8 text-danger" aria-hidden />
      <h2 className="text-lg font-semibold">{missing ? t("thread.missing") : t("thread.failed")}</h2>
      <p className="max-w-md text-sm text-muted">{missing ? t("thread.missingHint") : error && describeError(error)}</p>
      {error?.requestId && <p className="text-xs text-muted">{t("error.request", { id: error.requestId })}</p>}
      {!missing && <Button onClick={() => void refreshThread()}>{t("error.retry")}</Button>}
    </div>
  );
}
