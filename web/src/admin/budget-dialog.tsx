import { useState } from "react";
import { useTranslation } from "react-i18next";
import { changeBudget, createBudget, type ListedBudget } from "@/api/admin";
import type { BudgetPeriod, BudgetUnit } from "@/api/usage";
import { useSubmit } from "@/lib/use-submit";
import { useSession } from "@/session/session-store";
import { Button } from "@/ui/button";
import { DialogFrame } from "@/ui/dialog-frame";
import { SelectField, TextField } from "@/ui/field";
import { FormError } from "@/ui/form-error";
import { subjectKinds, type SubjectKind } from "./subject-kinds";
import { useSubjects } from "./subjects";
import { limitText, parseLimit } from "./tier-fields";

interface Props {
  budget: ListedBudget | "new" | null;
  onClose: () => void;
  onSaved: () => Promise<void>;
}

export function BudgetDialog({ budget, onClose, onSaved }: Props) {
  const { t } = useTranslation();
  return (
    <DialogFrame
      narrow
      open={budget !== null}
      title={t(budget === "new" ? "budgets.new" : "budgets.change")}
      onOpenChange={(open) => open || onClose()}
    >
      {budget && <BudgetForm budget={budget} onClose={onClose} onSaved={onSaved} />}
    </DialogFrame>
  );
}

const scaleOf = (unit: BudgetUnit) => (unit === "nano_usd" ? 1e9 : 1);

function BudgetForm({ budget, onClose, onSaved }: Props & { budget: ListedBudget | "new" }) {
  const { t } = useTranslation();
  const fresh = budget === "new";
  const [kind, setKind] = useState<SubjectKind>("user");
  const [subject, setSubject] = useState("");
  const [unit, setUnit] = useState<BudgetUnit>(fresh ? "nano_usd" : budget.unit);
  const [period, setPeriod] = useState<BudgetPeriod>("month");
  const [amount, setAmount] = useState(fresh ? "" : limitText(budget.amount, scaleOf(budget.unit)));
  const subjects = useSubjects(kind);
  const whole = kind === "global" || kind === "organisation";
  const organisation = useSession(({ user }) => user?.organisation?.id ?? "");
  const subjectId = kind === "organisation" ? organisation : kind === "global" ? "" : (subject || subjects?.[0]?.value) ?? "";
  const value = parseLimit(amount, scaleOf(unit));
  const { busy, error, submit, problem } = useSubmit(async () => {
    if (value === undefined || value === null) return;
    await (fresh
      ? createBudget({ subject_kind: kind, subject_id: subjectId, unit, period, amount: value })
      : changeBudget(budget.id, value));
    onClose();
    await onSaved();
  });
  return (
    <form className="space-y-4" onSubmit={submit}>
      {fresh && (
        <>
          <SelectField
            label={t("budgets.kind")}
            value={kind}
            options={subjectKinds.map((each) => ({ value: each, label: t(`budgets.of.${each}`) }))}
            onChange={(next) => {
              setKind(next);
              setSubject("");
            }}
          />
          {!whole &&
            (subjects ? (
              <SelectField label={t("budgets.subject")} value={subjectId} options={subjects} onChange={setSubject} problem={problem("subject_id")} />
            ) : (
              <TextField
                label={t("budgets.subjectId")}
                required
                autoComplete="off"
                value={subject}
                onChange={setSubject}
                problem={problem("subject_id")}
              />
            ))}
          <div className="grid grid-cols-2 gap-3">
            <SelectField
              label={t("budgets.unit")}
              value={unit}
              options={(["nano_usd", "tokens"] as const).map((each) => ({ value: each, label: t(`budgets.unitName.${each}`) }))}
              onChange={setUnit}
            />
            <SelectField
              label={t("budgets.period")}
              value={period}
              options={(["day", "month"] as const).map((each) => ({ value: each, label: t(`budgets.periodName.${each}`) }))}
              onChange={setPeriod}
            />
          </div>
        </>
      )}
      <TextField
        label={unit === "nano_usd" ? t("budgets.amountUsd") : t("budgets.amountTokens")}
        inputMode="decimal"
        required
        autoComplete="off"
        value={amount}
        onChange={setAmount}
        problem={problem("amount") ?? (amount && value === undefined ? t("budgets.noNumber") : undefined)}
      />
      <FormError error={error} />
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>{t("common.cancel")}</Button>
        <Button primary type="submit" disabled={busy || value === undefined || value === null || (fresh && kind !== "global" && !subjectId)}>
          {t("common.save")}
        </Button>
      </div>
    </form>
  );
}
