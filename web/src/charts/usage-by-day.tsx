import { lazy, Suspense, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Span, UsageRow } from "@/api/usage";
import { formatNumber, formatUsd } from "@/lib/format";
import { loadLater } from "@/lib/load-later";
import { daysOf } from "@/limits/span";
import { Select } from "@/ui/field";
import { UsageTable } from "./usage-table";

const BarChart = lazy(() => loadLater(() => import("./bar-chart")));

const measures = ["total_tokens", "total_cost_usd", "requests"] as const;
type Measure = (typeof measures)[number];

// A bar for each day, and the same as a table for everyone who cannot see bars.
export function UsageByDay({ rows, span }: { rows: readonly UsageRow[]; span: Span }) {
  const { t } = useTranslation();
  const [measure, setMeasure] = useState<Measure>("total_tokens");
  const { from, to } = span;
  const days = useMemo(() => daysOf({ from, to }), [from, to]);
  const values = useMemo(() => {
    const known = new Map(rows.map((row) => [row.key.slice(0, 10), row]));
    return days.map((day) => known.get(day)?.[measure] ?? 0);
  }, [rows, days, measure]);
  const shown = measure === "total_cost_usd" ? formatUsd : formatNumber;
  const total = values.reduce((sum, value) => sum + value, 0);
  return (
    <div>
      <div className="mb-3 flex items-center justify-between gap-4">
        <p className="text-2xl font-semibold tracking-tight tabular-nums">
          {shown(total)} <span className="text-sm font-normal tracking-normal text-muted">{t(`usage.measure.${measure}`)}</span>
        </p>
        <Select
          aria-label={t("usage.shown")}
          className="w-auto!"
          value={measure}
          options={measures.map((value) => ({ value, label: t(`usage.measureName.${value}`) }))}
          onChange={setMeasure}
        />
      </div>
      <Suspense fallback={<div className="h-56 rounded-xl bg-hover/50 animate-shimmer" />}>
        <BarChart
          days={days}
          values={values}
          label={t("usage.chart", { measure: t(`usage.measureName.${measure}`), total: shown(total) })}
          format={shown}
        />
      </Suspense>
      <details className="mt-3 text-sm">
        <summary className="w-fit cursor-pointer rounded-lg text-muted hover:text-ink">{t("usage.asTable")}</summary>
        <div className="mt-3">
          {rows.length > 0 ? (
            <UsageTable label={t("usage.byDay")} first={t("usage.day")} rows={rows} />
          ) : (
            <p className="text-muted">{t("usage.none")}</p>
          )}
        </div>
      </details>
    </div>
  );
}
