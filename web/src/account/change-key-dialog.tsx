import { useState } from "react";
import { useTranslation } from "react-i18next";
import { changeKey, type ApiKey } from "@/api/keys";
import { announce } from "@/lib/announce";
import { useSubmit } from "@/lib/use-submit";
import { Button } from "@/ui/button";
import { DialogFrame } from "@/ui/dialog-frame";
import { FormError } from "@/ui/form-error";
import { KeyFields } from "./key-fields";
import { formOf, keyChange, type KeyForm } from "./key-form";

interface Props {
  apiKey: ApiKey | null;
  onClose: () => void;
  onChanged: () => void;
}

export function ChangeKeyDialog({ apiKey, onClose, onChanged }: Props) {
  const { t } = useTranslation();
  return (
    <DialogFrame
      narrow
      open={apiKey !== null}
      title={t("keys.changeTitle", { name: apiKey?.name ?? "" })}
      onOpenChange={(next) => next || onClose()}
    >
      {apiKey && <ChangeKeyForm apiKey={apiKey} onClose={onClose} onChanged={onChanged} />}
    </DialogFrame>
  );
}

function ChangeKeyForm({ apiKey, onClose, onChanged }: Props & { apiKey: ApiKey }) {
  const { t } = useTranslation();
  const [form, setForm] = useState<KeyForm>(() => formOf(apiKey));
  const { busy, error, submit, problem } = useSubmit(async () => {
    await changeKey(apiKey.id, keyChange(apiKey, form));
    announce(t("keys.changed"));
    onChanged();
    onClose();
  });
  // Without a scope it could do everything, which nobody means who takes the last one away.
  const emptied = form.scopes.length === 0 && apiKey.scopes.length > 0;
  return (
    <form className="space-y-4" onSubmit={submit}>
      <KeyFields changing form={form} problem={problem} onChange={(part) => setForm((before) => ({ ...before, ...part }))} />
      <FormError error={error} />
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>{t("common.cancel")}</Button>
        <Button primary type="submit" disabled={busy || emptied}>
          {t("common.save")}
        </Button>
      </div>
    </form>
  );
}
