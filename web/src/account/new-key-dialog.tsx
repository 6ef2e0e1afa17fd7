import { useState } from "react";
import { useTranslation } from "react-i18next";
import { createKey } from "@/api/keys";
import { announce } from "@/lib/announce";
import { useSubmit } from "@/lib/use-submit";
import { Button } from "@/ui/button";
import { DialogFrame } from "@/ui/dialog-frame";
import { FormError } from "@/ui/form-error";
import { ShownOnce } from "@/ui/shown-once";
import { KeyFields } from "./key-fields";
import { emptyKey, newKey, type KeyForm } from "./key-form";

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
  const [form, setForm] = useState<KeyForm>(emptyKey);
  const [secret, setSecret] = useState<string | null>(null);
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

  return (
    <form className="space-y-4" onSubmit={submit}>
      <KeyFields form={form} problem={problem} onChange={(part) => setForm((before) => ({ ...before, ...part }))} />
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
