import { Hourglass } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { ApiError } from "@/api/api-error";
import { formatRelative } from "@/lib/format";

// How long until the server takes messages again. What was written stays in the field meanwhile.
export function WaitNotice({ seconds, error }: { seconds: number; error: ApiError }) {
  const { t } = useTranslation();
  const when = seconds < 120 ? t("limits.seconds", { count: seconds }) : formatRelative(seconds);
  return (
    <p className="flex min-w-0 items-center gap-1.5 text-xs text-warn" data-wait={error.code}>
      <Hourglass className="size-3.5 shrink-0" aria-hidden />
      <span className="truncate">{t(error.code === "BUDGET_EXCEEDED" ? "limits.waitBudget" : "limits.wait", { when })}</span>
    </p>
  );
}
