import { useTranslation } from "react-i18next";
import type { UsageRow } from "@/api/usage";
import { formatDuration, formatNumber, formatUsd } from "@/lib/format";
import { Cell, Table } from "@/ui/table";

interface Props {
  label: string;
  // What the rows are: the heading of the first column.
  first: string;
  rows: readonly (UsageRow & { name?: string | null })[];
}

// The figures of a report; a bar behind the tokens shows their share.
export function UsageTable({ label, first, rows }: Props) {
  const { t } = useTranslation();
  const most = Math.max(1, ...rows.map((row) => row.total_tokens));
  const columns = [
    { label: first },
    { label: t("usage.requests"), number: true },
    { label: t("usage.errors"), number: true },
    { label: t("usage.tokens"), number: true },
    { label: t("usage.cost"), number: true },
    { label: t("usage.latency"), number: true },
  ];
  return (
    <Table label={label} columns={columns}>
      {rows.map((row) => (
        <tr key={row.key}>
          <th scope="row" className="relative max-w-64 min-w-32 px-4 py-2.5 text-start font-normal">
            <span className="block truncate" dir="auto" title={row.name || row.key}>
              {row.name || row.key || t("usage.unnamed")}
            </span>
            <span
              aria-hidden
              className="mt-1 block h-1 rounded-full bg-accent/70"
              style={{ width: `${Math.max(1, (row.total_tokens / most) * 100)}%` }}
            />
          </th>
          <Cell number>{formatNumber(row.requests)}</Cell>
          <Cell number className={row.errors ? "text-danger" : "text-muted"}>
            {formatNumber(row.errors)}
          </Cell>
          <Cell number>{formatNumber(row.total_tokens)}</Cell>
          <Cell number>{row.total_cost_usd === null ? "–" : formatUsd(row.total_cost_usd)}</Cell>
          <Cell number>{row.avg_latency_ms === null ? "–" : formatDuration(row.avg_latency_ms)}</Cell>
        </tr>
      ))}
    </Table>
  );
}
