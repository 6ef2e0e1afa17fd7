import { useQuery } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { getCosts, getCostsCsv, type CostsBy } from "@/api/admin";
import { UsageByDay } from "@/charts/usage-by-day";
import { UsageTable } from "@/charts/usage-table";
import { download } from "@/lib/download";
import { daysBack } from "@/limits/span";
import { Button } from "@/ui/button";
import { Select } from "@/ui/field";
import { ListState } from "@/ui/list-state";
import { Card, PageHead } from "@/ui/page-part";
import { useChange } from "./use-change";

const reports = ["user", "key", "model", "purpose"] as const;
const spans = ["7", "30", "90", "365"] as const;

export function CostsPage() {
  const { t } = useTranslation();
  const [by, setBy] = useState<Exclude<CostsBy, "day">>("user");
  const [days, setDays] = useState<(typeof spans)[number]>("30");
  const span = daysBack(Number(days));
  const byDay = useQuery({ queryKey: ["admin", "costs", "day", span], queryFn: () => getCosts("day", span) });
  const report = useQuery({ queryKey: ["admin", "costs", by, span], queryFn: () => getCosts(by, span) });
  const tell = useChange(["admin", "exports"]);
  const save = async () => download(`costs-by-${by}-${span.from}-${span.to}.csv`, await getCostsCsv(by, span), "text/csv");
  return (
    <>
      <PageHead
        title={t("admin.costs")}
        actions={
          <Select
            aria-label={t("usage.span")}
            className="w-auto!"
            value={days}
            options={spans.map((value) => ({ value, label: t("usage.lastDays", { count: Number(value) }) }))}
            onChange={setDays}
          />
        }
      />
      <Card title={t("usage.byDay")}>
        {byDay.data ? <UsageByDay rows={byDay.data} span={span} /> : <ListState query={byDay} empty={false} nothing="" />}
      </Card>
      <Card title={t("costs.report")}>
        <div className="mb-4 flex flex-wrap items-center justify-between gap-2">
          <Select
            aria-label={t("costs.by")}
            className="w-auto!"
            value={by}
            options={reports.map((value) => ({ value, label: t(`costs.by_${value}`) }))}
            onChange={setBy}
          />
          <Button onClick={() => void tell(save(), t("costs.exported"))}>
            <Download className="size-4" aria-hidden />
            {t("costs.export")}
          </Button>
        </div>
        {report.data && report.data.length > 0 ? (
          <UsageTable label={t(`costs.by_${by}`)} first={t(`costs.first.${by}`)} rows={report.data} />
        ) : (
          <ListState query={report} empty nothing={t("usage.none")} />
        )}
      </Card>
    </>
  );
}
