import { useState } from "react";
import { useTranslation } from "react-i18next";
import { createUser } from "@/api/admin";
import type { Role } from "@/api/account";
import { useSubmit } from "@/lib/use-submit";
import { Button } from "@/ui/button";
import { DialogFrame } from "@/ui/dialog-frame";
import { SelectField, TextField } from "@/ui/field";
import { FormError } from "@/ui/form-error";
import type { Reset } from "./reset-dialog";

interface Props {
  open: boolean;
  onClose: () => void;
  onCreate: (work: Promise<void>) => Promise<void>;
  // The new person's first password is one they choose themselves, with this.
  onReset: (reset: Reset) => void;
}

export function NewUserDialog({ open, onClose, ...rest }: Props) {
  const { t } = useTranslation();
  return (
    <DialogFrame narrow open={open} title={t("admin.newUser")} onOpenChange={(next) => next || onClose()}>
      <NewUserForm onClose={onClose} {...rest} />
    </DialogFrame>
  );
}

function NewUserForm({ onClose, onCreate, onReset }: Omit<Props, "open">) {
  const { t } = useTranslation();
  const [name, setName] = useState("");
  const [email, setEmail] = useState("");
  const [role, setRole] = useState<Role>("user");
  const { busy, error, submit, problem } = useSubmit(async () => {
    const user = await createUser({ name: name.trim(), email: email.trim(), role });
    onClose();
    await onCreate(Promise.resolve());
    if (user.reset) onReset({ user, ...user.reset });
  });
  return (
    <form className="space-y-4" onSubmit={submit}>
      <TextField label={t("session.name")} required maxLength={100} autoComplete="off" value={name} onChange={setName} problem={problem("name")} />
      <TextField
        label={t("session.email")}
        type="email"
        required
        autoComplete="off"
        value={email}
        onChange={setEmail}
        problem={problem("email")}
      />
      <SelectField
        label={t("admin.role")}
        hint={t(`role.${role}Hint`)}
        value={role}
        options={(["user", "auditor", "admin"] as const).map((value) => ({ value, label: t(`role.${value}`) }))}
        onChange={setRole}
      />
      <FormError error={error} />
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>{t("common.cancel")}</Button>
        <Button primary type="submit" disabled={busy}>
          {t("admin.createUser")}
        </Button>
      </div>
    </form>
  );
}
