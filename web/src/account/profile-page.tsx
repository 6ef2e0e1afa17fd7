import { useState } from "react";
import { useTranslation } from "react-i18next";
import { changePassword, deleteMe, getMe, renameMe } from "@/api/account";
import { setCsrf } from "@/api/session-token";
import { announce } from "@/lib/announce";
import { formatDate } from "@/lib/format";
import { tell } from "@/lib/toast";
import { useSubmit } from "@/lib/use-submit";
import { NewPasswordField } from "@/session/new-password-field";
import { leave } from "@/session/session";
import { showUser, useSession } from "@/session/session-store";
import { Badge } from "@/ui/badge";
import { Button } from "@/ui/button";
import { ConfirmDialog } from "@/ui/confirm-dialog";
import { TextField } from "@/ui/field";
import { FormError } from "@/ui/form-error";
import { Card, PageHead } from "@/ui/page-part";
import { PasswordField } from "@/ui/password-field";

export function ProfilePage() {
  const { t } = useTranslation();
  return (
    <>
      <PageHead title={t("account.profile")} />
      <NameCard />
      <PasswordCard />
      <DeletionCard />
    </>
  );
}

function NameCard() {
  const { t } = useTranslation();
  const user = useSession((state) => state.user)!;
  const [name, setName] = useState(user.name);
  const { busy, error, submit, problem } = useSubmit(async () => {
    await renameMe(name.trim());
    showUser(await getMe());
    announce(t("account.saved"));
    tell(t("account.saved"));
  });
  const facts = [
    [t("session.email"), user.email ?? t("account.noEmail")],
    [t("account.organisation"), user.organisation?.name],
    [t("account.groups"), user.groups.map((group) => group.name).join(", ")],
    [t("account.since"), formatDate(user.created_at)],
  ].filter(([, value]) => value);
  return (
    <Card title={t("account.you")}>
      <form className="flex items-end gap-2" onSubmit={submit}>
        <TextField
          className="flex-1"
          label={t("session.name")}
          autoComplete="name"
          maxLength={100}
          required
          value={name}
          onChange={setName}
          problem={problem("name")}
        />
        <Button type="submit" disabled={busy || name.trim() === "" || name.trim() === user.name}>
          {t("common.save")}
        </Button>
      </form>
      <div className="mt-3">
        <FormError error={error} />
      </div>
      <dl className="mt-4 grid gap-x-8 gap-y-3 text-sm sm:grid-cols-2">
        {facts.map(([term, value]) => (
          <div key={term}>
            <dt className="text-xs text-muted">{term}</dt>
            <dd className="[overflow-wrap:anywhere]" dir="auto">
              {value}
            </dd>
          </div>
        ))}
        <div>
          <dt className="text-xs text-muted">{t("account.rights")}</dt>
          <dd className="mt-0.5 flex gap-1.5">
            <Badge look="good">{t(`role.${user.role}`)}</Badge>
            <Badge>{user.tier}</Badge>
          </dd>
        </div>
      </dl>
    </Card>
  );
}

function PasswordCard() {
  const { t } = useTranslation();
  const [current, setCurrent] = useState("");
  const [next, setNext] = useState("");
  const email = useSession(({ user }) => user?.email ?? "");
  const { busy, error, submit, problem } = useSubmit(async () => {
    await changePassword(current, next);
    // This session goes on under a new secret.
    const me = await getMe();
    setCsrf(me.csrf_token ?? null);
    setCurrent("");
    setNext("");
    tell(t("account.passwordChanged"));
  });
  return (
    <Card title={t("account.password")} hint={t("account.passwordHint")}>
      <form className="max-w-sm space-y-4" onSubmit={submit}>
        <input type="hidden" name="username" autoComplete="username" value={email} />
        <PasswordField
          label={t("account.currentPassword")}
          autoComplete="current-password"
          value={current}
          onChange={setCurrent}
          problem={problem("current_password")}
        />
        <NewPasswordField label={t("session.newPassword")} value={next} onChange={setNext} problem={problem("new_password")} />
        <FormError error={error} />
        <Button type="submit" disabled={busy}>
          {t("account.changePassword")}
        </Button>
      </form>
    </Card>
  );
}

function DeletionCard() {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  const [password, setPassword] = useState("");
  return (
    <Card title={t("account.deletion")} hint={t("account.deletionHint")}>
      <Button danger onClick={() => setAsking(true)}>
        {t("account.delete")}
      </Button>
      <ConfirmDialog
        open={asking}
        title={t("account.deleteTitle")}
        text={t("account.deleteText")}
        action={t("account.delete")}
        onClose={() => {
          setAsking(false);
          setPassword("");
        }}
        onConfirm={async () => {
          await deleteMe(password);
          leave();
        }}
      >
        <PasswordField label={t("session.password")} autoComplete="current-password" value={password} onChange={setPassword} />
      </ConfirmDialog>
    </Card>
  );
}
