import { useTranslation } from "react-i18next";
import { keyScopes } from "@/api/keys";
import { seesAdministration, useSession } from "@/session/session-store";
import { Checkbox, SelectField, TextField } from "@/ui/field";
import type { KeyForm } from "./key-form";

interface Props {
  form: KeyForm;
  // Of a key that is there: it may stay as it is, and its budgets are the administrators'.
  changing?: boolean;
  problem: (field: string) => string | undefined;
  onChange: (part: Partial<KeyForm>) => void;
}

// What a key is for, for how long, and how much.
export function KeyFields({ form, changing = false, problem, onChange }: Props) {
  const { t } = useTranslation();
  const administration = useSession(seesAdministration);
  const offered = keyScopes.filter((scope) => administration || (scope !== "admin" && scope !== "metrics"));
  const toggle = (scope: string, on: boolean) =>
    onChange({ scopes: on ? [...form.scopes, scope] : form.scopes.filter((each) => each !== scope) });
  const number = { type: "number", min: 0, inputMode: "decimal", placeholder: t("keys.noLimit") } as const;
  return (
    <>
      <TextField
        label={t("keys.name")}
        hint={t("keys.nameHint")}
        required
        maxLength={100}
        autoComplete="off"
        value={form.name}
        onChange={(name) => onChange({ name })}
        problem={problem("name")}
      />
      <fieldset>
        <legend className="mb-2 text-sm font-medium">{t("keys.scopes")}</legend>
        <div className="grid gap-2 sm:grid-cols-2">
          {offered.map((scope) => (
            <Checkbox
              key={scope}
              label={t(`keys.scope.${scope}`)}
              checked={form.scopes.includes(scope)}
              onChange={(on) => toggle(scope, on)}
            />
          ))}
        </div>
        {changing && form.scopes.length === 0 && <p className="mt-2 text-xs text-muted">{t("keys.everything")}</p>}
      </fieldset>
      <SelectField
        label={t("keys.expiry")}
        value={form.days}
        options={[...(changing ? ["same"] : []), "7", "30", "90", "365", ""].map((value) => ({
          value,
          label: value === "same" ? t("keys.sameExpiry") : value ? t("keys.days", { count: Number(value) }) : t("keys.never"),
        }))}
        onChange={(days) => onChange({ days })}
        problem={problem("expires_at")}
      />
      <details className="group rounded-xl border border-line px-4 py-3" open={changing}>
        <summary className="cursor-pointer text-sm font-medium">{t("keys.limits")}</summary>
        <div className="mt-3 grid gap-4 sm:grid-cols-2">
          <TextField
            className="sm:col-span-2"
            label={t("keys.models")}
            hint={t("keys.modelsHint")}
            autoComplete="off"
            value={form.models}
            onChange={(models) => onChange({ models })}
            problem={problem("models")}
          />
          <TextField
            {...number}
            label={t("keys.requestsPerMinute")}
            value={form.requestsPerMinute}
            onChange={(requestsPerMinute) => onChange({ requestsPerMinute })}
            problem={problem("requests_per_minute")}
          />
          <TextField
            {...number}
            label={t("keys.tokensPerMinuteLabel")}
            value={form.tokensPerMinute}
            onChange={(tokensPerMinute) => onChange({ tokensPerMinute })}
            problem={problem("tokens_per_minute")}
          />
          {!changing && (
            <TextField
              {...number}
              step="any"
              label={t("keys.dollarsPerMonth")}
              value={form.dollarsPerMonth}
              onChange={(dollarsPerMonth) => onChange({ dollarsPerMonth })}
              problem={problem("budget")}
            />
          )}
        </div>
      </details>
    </>
  );
}
