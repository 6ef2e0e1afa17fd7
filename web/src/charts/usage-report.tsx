import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Span, UsageRow } from "@/api/usage";
import { Select } from "@/ui/field";
import { ListState } from "@/ui/list-state";
import { Card, PageHead } from "@/ui/page-part";
import { UsageByDay } from "./usage-by-day";
import { UsageTable } from "./usage-table";

type Query = Parameters<typeof ListState>[0]["query"];

interface HeadProps<Days extends string> {
  title: string;
  days: Days;
  spans: readonly Days[];
  onDays: (days: Days) => void;
}

// The head of a page that reports on a period, which is chosen there.
export function ReportHead<Days extends string>({ title, days, spans, onDays }: HeadProps<Days>) {
  const { t } = useTranslation();
  return (
    <PageHead
      title={title}
      actions={
        <Select
          aria-label={t("usage.span")}
          className="w-auto!"
          value={days}
          options={spans.map((value) => ({ value, label: t("usage.lastDays", { count: Number(value) }) }))}
          onChange={onDays}
        />
      }
    />
  );
}

// What was used, day by day.
export function DaysCard({ query, rows, span }: { query: Query; rows: readonly UsageRow[] | undefined; span: Span }) {
  const { t } = useTranslation();
  return (
    <Card title={t("usage.byDay")}>
      {rows ? <UsageByDay rows={rows} span={span} /> : <ListState query={query} empty={false} nothing="" />}
    </Card>
  );
}

interface RowsProps {
  title: string;
  // Of the table, and of its first column.
  label: string;
  first: string;
  query: Query;
  rows: readonly (UsageRow & { name?: string | null })[] | undefined;
  controls?: ReactNode;
}

// What it consists of.
export function RowsCard({ title, label, first, query, rows, controls }: RowsProps) {
  const { t } = useTranslation();
  return (
    <Card title={title}>
      {controls && <div className="mb-4 flex flex-wrap items-center justify-between gap-2">{controls}</div>}
      {rows && rows.length > 0 ? (
        <UsageTable label={label} first={first} rows={rows} />
      ) : (
        <ListState query={query} empty nothing={t("usage.none")} />
      )}
    </Card>
  );
}
