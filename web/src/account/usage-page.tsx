import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { getUsage } from "@/api/usage";
import { DaysCard, ReportHead, RowsCard } from "@/charts/usage-report";
import { LimitBars } from "@/limits/limit-bars";
import { daysBack } from "@/limits/span";
import { ListState } from "@/ui/list-state";
import { Card } from "@/ui/page-part";

const spans = ["7", "30", "90"] as const;

export function UsagePage() {
  const { t } = useTranslation();
  const [days, setDays] = useState<(typeof spans)[number]>("30");
  const span = daysBack(Number(days));
  const byDay = useQuery({ queryKey: ["usage", "day", span], queryFn: () => getUsage("day", span) });
  const byModel = useQuery({ queryKey: ["usage", "model", span], queryFn: () => getUsage("model", span) });
  return (
    <>
      <ReportHead title={t("account.usage")} days={days} spans={spans} onDays={setDays} />
      <Card title={t("limits.title")} hint={t("limits.hint")}>
        {byDay.data ? <LimitBars limits={byDay.data.limits} /> : <ListState query={byDay} empty={false} nothing="" />}
      </Card>
      <DaysCard query={byDay} rows={byDay.data?.rows} span={span} />
      <RowsCard
        title={t("usage.byModel")}
        label={t("usage.byModel")}
        first={t("usage.model")}
        query={byModel}
        rows={byModel.data?.rows}
      />
    </>
  );
}
