import { useQuery } from "@tanstack/react-query";
import { Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { deleteBudget, listBudgets, type ListedBudget } from "@/api/admin";
import { amountText } from "@/limits/limit-text";
import { formatPercent } from "@/lib/format";
import { administrates, useSession } from "@/session/session-store";
import { Button } from "@/ui/button";
import { ConfirmDialog } from "@/ui/confirm-dialog";
import { IconButton } from "@/ui/icon-button";
import { ListState } from "@/ui/list-state";
import { PageHead } from "@/ui/page-part";
import { Cell, Table } from "@/ui/table";
import { BudgetDialog } from "./budget-dialog";
import { useSubjectNames } from "./subjects";
import { subjectKindKey } from "./subject-kinds";
import { useChange } from "./use-change";

const key = ["admin", "budgets"];

export function BudgetsPage() {
  const { t } = useTranslation();
  const changes = useSession(administrates);
  const budgets = useQuery({ queryKey: key, queryFn: listBudgets });
  const [editing, setEditing] = useState<ListedBudget | "new" | null>(null);
  const [deleting, setDeleting] = useState<ListedBudget | null>(null);
  const change = useChange(key);
  const list = budgets.data ?? [];
  const names = useSubjectNames();
  const subject = (budget: ListedBudget) => names.get(budget.subject_id) || budget.subject_id || t("budgets.everything");
  const columns = [
    { label: t("budgets.kind") },
    { label: t("budgets.subject") },
    { label: t("budgets.amount"), number: true },
    { label: t("budgets.used"), number: true },
    ...(changes ? [{ label: t("admin.actions"), hidden: true }] : []),
  ];
  return (
    <>
      <PageHead
        title={t("admin.budgets")}
        hint={t("budgets.hint")}
        actions={
          changes && (
            <Button primary onClick={() => setEditing("new")}>
              <Plus className="size-4" aria-hidden />
              {t("budgets.new")}
            </Button>
          )
        }
      />
      <ListState query={budgets} empty={list.length === 0} nothing={t("budgets.none")} />
      {list.length > 0 && (
        <Table label={t("admin.budgets")} columns={columns}>
          {list.map((budget) => (
            <tr key={budget.id}>
              <Cell>{t(subjectKindKey(budget.subject_kind))}</Cell>
              <th scope="row" className="max-w-64 truncate px-4 py-2.5 text-start font-medium" dir="auto">
                {subject(budget)}
              </th>
              <Cell number>
                {amountText(budget.amount, budget.unit)} {t(`limits.per.${budget.period}`)}
              </Cell>
              <Cell number>
                {amountText(budget.used, budget.unit)} ({formatPercent(budget.amount ? budget.used / budget.amount : 1)})
              </Cell>
              {changes && (
                <Cell className="text-end whitespace-nowrap">
                  <Button className="me-1 py-1!" aria-label={t("budgets.changeNamed", { name: subject(budget) })} onClick={() => setEditing(budget)}>
                    {t("budgets.change")}
                  </Button>
                  <IconButton label={t("budgets.deleteNamed", { name: subject(budget) })} onClick={() => setDeleting(budget)}>
                    <Trash2 />
                  </IconButton>
                </Cell>
              )}
            </tr>
          ))}
        </Table>
      )}
      <BudgetDialog budget={editing} onClose={() => setEditing(null)} onSaved={() => change(Promise.resolve(), t("budgets.saved"))} />
      <ConfirmDialog
        open={deleting !== null}
        title={t("budgets.deleteTitle", { name: deleting ? subject(deleting) : "" })}
        text={t("budgets.deleteText")}
        action={t("budgets.delete")}
        onClose={() => setDeleting(null)}
        onConfirm={async () => {
          await deleteBudget(deleting!.id);
          await change(Promise.resolve(), t("budgets.deleted"));
        }}
      />
    </>
  );
}
