import { useState } from "react";
import { useTranslation } from "react-i18next";
import { createKey, keyScopes, type KeyScope } from "@/api/keys";
import { announce } from "@/lib/announce";
import { useSubmit } from "@/lib/use-submit";
import { seesAdministration, useSession } from "@/session/session-store";
import { Button } from "@/ui/button";
import { DialogFrame } from "@/ui/dialog-frame";
import { Checkbox, SelectField, TextField } from "@/ui/field";
import { FormError } from "@/ui/form-error";
import { ShownOnce } from "@/ui/shown-once";
import { emptyKey, newKey, type KeyForm } from "./new-key";

interface Props {
  open: boolean;
  onClose: () => void;
  onCreated: () => void;
}

export function NewKeyDialog({ open, onClose, onCreated }: Props) {
  const { t } = useTranslation();
  return (
    <DialogFrame narrow open={open} title={t("keys.newTitle")} onOpenChange={(next) => next || onClose()}>
      <NewKeyForm onClose={onClose} onCreated={onCreated} />
    </DialogFrame>
  );
}

// Made anew with each opening, so that the key is gone when the dialog is.
function NewKeyForm({ onClose, onCreated }: Omit<Props, "open">) {
  const { t } = useTranslation();
  const administration = useSession(seesAdministration);
  const [form, setForm] = useState<KeyForm>(emptyKey);
  const [secret, setSecret] = useState<string | null>(null);
  const set = (part: Partial<KeyForm>) => setForm((before) => ({ ...before, ...part }));
  const { busy, error, submit, problem } = useSubmit(async () => {
    const { key } = await createKey(newKey(form));
    setSecret(key);
    announce(t("keys.created"));
    onCreated();
  });

  if (secret)
    return (
      <div className="space-y-5">
        <ShownOnce label={t("keys.yourKey")} secret={secret} hint={t("keys.onceHint")} />
        <div className="flex justify-end">
          <Button primary onClick={onClose}>
            {t("common.done")}
          </Button>
        </div>
      </div>
    );

  const offered = keyScopes.filter((scope) => administration || (scope !== "admin" && scope !== "metrics"));
  const toggle = (scope: KeyScope, on: boolean) =>
    set({ scopes: on ? [...form.scopes, scope] : form.scopes.filter((each) => each !== scope) });
  const number = { type: "number", min: 0, inputMode: "decimal", placeholder: t("keys.noLimit") } as const;
  return (
    <form className="space-y-4" onSubmit={submit}>
      <TextField
        label={t("keys.name")}
        hint={t("keys.nameHint")}
        required
        maxLength={100}
        autoComplete="off"
        value={form.name}
        onChange={(name) => set({ name })}
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
      </fieldset>
      <SelectField
        label={t("keys.expiry")}
        value={form.days}
        options={["7", "30", "90", "365", ""].map((value) => ({
          value,
          label: value ? t("keys.days", { count: Number(value) }) : t("keys.never"),
        }))}
        onChange={(days) => set({ days })}
      />
      <details className="group rounded-xl border border-line px-4 py-3">
        <summary className="cursor-pointer text-sm font-medium">{t("keys.limits")}</summary>
        <div className="mt-3 grid gap-4 sm:grid-cols-2">
          <TextField
            className="sm:col-span-2"
            label={t("keys.models")}
            hint={t("keys.modelsHint")}
            autoComplete="off"
            value={form.models}
            onChange={(models) => set({ models })}
            problem={problem("models")}
          />
          <TextField
            {...number}
            label={t("keys.requestsPerMinute")}
            value={form.requestsPerMinute}
            onChange={(requestsPerMinute) => set({ requestsPerMinute })}
            problem={problem("requests_per_minute")}
          />
          <TextField
            {...number}
            label={t("keys.tokensPerMinuteLabel")}
            value={form.tokensPerMinute}
            onChange={(tokensPerMinute) => set({ tokensPerMinute })}
            problem={problem("tokens_per_minute")}
          />
          <TextField
            {...number}
            step="any"
            label={t("keys.dollarsPerMonth")}
            value={form.dollarsPerMonth}
            onChange={(dollarsPerMonth) => set({ dollarsPerMonth })}
            problem={problem("budget")}
          />
        </div>
      </details>
      <FormError error={error} />
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>{t("common.cancel")}</Button>
        <Button primary type="submit" disabled={busy || form.scopes.length === 0}>
          {t("keys.create")}
        </Button>
      </div>
    </form>
  );
}
