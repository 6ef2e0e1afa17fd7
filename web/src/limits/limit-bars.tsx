import { useTranslation } from "react-i18next";
import type { Limit } from "@/api/usage";
import { cx } from "@/lib/class-names";
import { formatPercent, formatUntil } from "@/lib/format";
import { amountText, limitName, shareUsed } from "./limit-text";

// One bar for each limit, with the mark from which it warns.
export function LimitBars({ limits }: { limits: readonly Limit[] }) {
  const { t } = useTranslation();
  if (limits.length === 0) return <p className="text-sm text-muted">{t("limits.none")}</p>;
  return (
    <ul className="space-y-5">
      {limits.map((limit) => (
        <LimitBar key={`${limit.name} ${limit.unit} ${limit.period}`} limit={limit} />
      ))}
    </ul>
  );
}

function LimitBar({ limit }: { limit: Limit }) {
  const { t } = useTranslation();
  const share = shareUsed(limit);
  const over = limit.remaining <= 0;
  const text = t("limits.usedOf", { used: amountText(limit.used, limit.unit), limit: amountText(limit.limit, limit.unit) });
  return (
    <li>
      <div className="mb-1.5 flex flex-wrap items-baseline justify-between gap-x-4 text-sm">
        <span className="font-medium" dir="auto">
          {t("limits.named", { name: limitName(limit), period: periodText(limit.period) })}
        </span>
        <span className="text-xs text-muted tabular-nums">
          {text}
          {limit.resets_at && ` · ${t("limits.renewal", { when: formatUntil(limit.resets_at) })}`}
        </span>
      </div>
      <div
        role="meter"
        aria-label={`${limitName(limit)}, ${periodText(limit.period)}`}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(share * 100)}
        aria-valuetext={`${formatPercent(share)}, ${text}`}
        className="relative h-2.5 overflow-hidden rounded-full bg-hover"
      >
        <div
          className={cx("h-full rounded-full", over ? "bg-danger" : limit.warning ? "bg-warn" : "bg-accent")}
          style={{ width: `${Math.max(share * 100, share > 0 ? 1.5 : 0)}%` }}
        />
        <span className="absolute inset-y-0 start-[80%] w-px bg-edge/60" aria-hidden />
      </div>
      {limit.warning && (
        <p className={cx("mt-1.5 text-xs", over ? "text-danger" : "text-warn")}>{t(over ? "limits.over" : "limits.near")}</p>
      )}
    </li>
  );

  function periodText(period: string): string {
    return period === "day" || period === "month" || period === "minute" ? t(`limits.per.${period}`) : period;
  }
}
