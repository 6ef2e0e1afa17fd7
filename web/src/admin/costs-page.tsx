import { useQuery } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { getCosts, getCostsCsv, type CostsBy } from "@/api/admin";
import { DaysCard, ReportHead, RowsCard } from "@/charts/usage-report";
import { download } from "@/lib/download";
import { daysBack } from "@/limits/span";
import { Button } from "@/ui/button";
import { Select } from "@/ui/field";
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
      <ReportHead title={t("admin.costs")} days={days} spans={spans} onDays={setDays} />
      <DaysCard query={byDay} rows={byDay.data} span={span} />
      <RowsCard
        title={t("costs.report")}
        label={t(`costs.by_${by}`)}
        first={t(`costs.first.${by}`)}
        query={report}
        rows={report.data}
        controls={
          <>
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
          </>
        }
      />
    </>
  );
}
