import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { getUsage } from "@/api/usage";
import { UsageByDay } from "@/charts/usage-by-day";
import { UsageTable } from "@/charts/usage-table";
import { LimitBars } from "@/limits/limit-bars";
import { daysBack } from "@/limits/span";
import { Select } from "@/ui/field";
import { ListState } from "@/ui/list-state";
import { Card, PageHead } from "@/ui/page-part";

const spans = ["7", "30", "90"] as const;

export function UsagePage() {
  const { t } = useTranslation();
  const [days, setDays] = useState<(typeof spans)[number]>("30");
  const span = daysBack(Number(days));
  const byDay = useQuery({ queryKey: ["usage", "day", span], queryFn: () => getUsage("day", span) });
  const byModel = useQuery({ queryKey: ["usage", "model", span], queryFn: () => getUsage("model", span) });
  return (
    <>
      <PageHead
        title={t("account.usage")}
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
      <Card title={t("limits.title")} hint={t("limits.hint")}>
        {byDay.data ? <LimitBars limits={byDay.data.limits} /> : <ListState query={byDay} empty={false} nothing="" />}
      </Card>
      <Card title={t("usage.byDay")}>
        {byDay.data ? <UsageByDay rows={byDay.data.rows} span={span} /> : <ListState query={byDay} empty={false} nothing="" />}
      </Card>
      <Card title={t("usage.byModel")}>
        {byModel.data && byModel.data.rows.length > 0 ? (
          <UsageTable label={t("usage.byModel")} first={t("usage.model")} rows={byModel.data.rows} />
        ) : (
          <ListState query={byModel} empty nothing={t("usage.none")} />
        )}
      </Card>
    </>
  );
}
