import { Gauge, X } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { formatPercent, formatUntil } from "@/lib/format";
import { amountText, pressing, shareUsed } from "./limit-text";
import { useLimits } from "./use-limits";

// Says once per budget and period that it is nearly used up, before it is.
export function BudgetBanner() {
  const { t } = useTranslation();
  const limit = pressing(useLimits());
  const [dismissed, setDismissed] = useState("");
  if (!limit) return null;
  const used = limit.remaining <= 0;
  const key = `${limit.name} ${limit.resets_at} ${used}`;
  if (dismissed === key) return null;
  const values = {
    share: formatPercent(shareUsed(limit)),
    limit: amountText(limit.limit, limit.unit),
    when: limit.resets_at ? formatUntil(limit.resets_at) : "",
  };
  return (
    <div
      role="status"
      data-banner="budget"
      className="-order-3 flex items-center justify-center gap-3 bg-warn-tint px-4 py-2 text-sm text-warn animate-fade"
    >
      <Gauge className="size-4 shrink-0" aria-hidden />
      <span>
        {t(used ? "limits.usedUp" : "limits.nearlyUsedUp", values)} {limit.resets_at && t("limits.renewed", values)}
      </span>
      <Link to="/settings/usage" className="font-semibold underline underline-offset-2">
        {t("limits.show")}
      </Link>
      <button type="button" aria-label={t("common.close")} className="rounded p-1 hover:bg-warn/10" onClick={() => setDismissed(key)}>
        <X className="size-4" aria-hidden />
      </button>
    </div>
  );
}
