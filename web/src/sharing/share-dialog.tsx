import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { asApiError } from "@/api/api-error";
import { grant, listGrants, withdraw, type Access, type Grant } from "@/api/sharing";
import { useUi } from "@/app/ui-store";
import { announce } from "@/lib/announce";
import { describeError } from "@/lib/describe-error";
import { useSubmit } from "@/lib/use-submit";
import { useSession } from "@/session/session-store";
import { Button } from "@/ui/button";
import { DialogFrame } from "@/ui/dialog-frame";
import { SelectField, TextField } from "@/ui/field";
import { FormError } from "@/ui/form-error";
import { GrantRow } from "./grant-row";

// Who else may read or continue the conversation: people by their e-mail address, and groups one belongs to.
export default function ShareDialog() {
  const { t } = useTranslation();
  const conversation = useUi(({ sharing }) => sharing);
  return (
    <DialogFrame
      narrow
      open={conversation !== null}
      title={t("sharing.title")}
      onOpenChange={(open) => open || useUi.setState({ sharing: null })}
    >
      {conversation && <Sharing id={conversation.id} title={conversation.title || t("sidebar.untitled")} />}
    </DialogFrame>
  );
}

const personal = "";

function Sharing({ id, title }: { id: string; title: string }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const groups = useSession(({ user }) => user?.groups ?? []);
  const key = ["grants", id];
  const { data: grants = [], error, isPending } = useQuery({ queryKey: key, queryFn: () => listGrants(id) });
  const [group, setGroup] = useState(personal);
  const [email, setEmail] = useState("");
  const [may, setMay] = useState<Access>("read");
  const refresh = () => client.invalidateQueries({ queryKey: key });

  const add = useSubmit(async () => {
    await (group === personal ? grant(id, "user", email.trim(), may) : grant(id, "group", group, may));
    announce(t("sharing.added"));
    setEmail("");
    await refresh();
  });
  const [failed, setFailed] = useState<string | null>(null);
  const run = async (work: Promise<unknown>, done: string) => {
    setFailed(null);
    try {
      await work;
      announce(done);
    } catch (refused) {
      setFailed(describeError(asApiError(refused)));
    }
    await refresh();
  };

  const levels = [
    { value: "read", label: t("sharing.read") },
    { value: "write", label: t("sharing.write") },
  ] as const;
  return (
    <div className="space-y-5">
      <p className="-mt-2 truncate text-sm text-muted" dir="auto">
        {title}
      </p>
      <form className="space-y-3" onSubmit={add.submit}>
        {groups.length > 0 && (
          <SelectField
            label={t("sharing.with")}
            value={group}
            options={[{ value: personal, label: t("sharing.person") }, ...groups.map(({ id: value, name: label }) => ({ value, label }))]}
            onChange={setGroup}
          />
        )}
        <div className="flex items-end gap-2 max-sm:flex-col max-sm:items-stretch">
          {group === personal && (
            <TextField
              className="flex-1"
              label={t("sharing.email")}
              type="email"
              autoComplete="off"
              inputMode="email"
              required
              value={email}
              onChange={setEmail}
            />
          )}
          <SelectField className="sm:w-36" label={t("sharing.may")} value={may} options={levels} onChange={setMay} />
          <Button primary type="submit" disabled={add.busy}>
            {t("sharing.share")}
          </Button>
        </div>
        <FormError error={add.error} />
      </form>
      <section aria-labelledby="shared-with">
        <h3 id="shared-with" className="mb-2 text-sm font-medium">
          {t("sharing.sharedWith")}
        </h3>
        {(failed || error) && (
          <p role="alert" className="mb-2 text-sm text-danger">
            {failed ?? describeError(asApiError(error))}
          </p>
        )}
        {!isPending && !error && grants.length === 0 && <p className="text-sm text-muted">{t("sharing.nobody")}</p>}
        <ul className="divide-y divide-line">
          {grants.map((each: Grant) => (
            <GrantRow
              key={each.grantee_id}
              grant={each}
              levels={levels}
              onChange={(next) => void run(grant(id, each.grantee_kind, each.grantee_id, next), t("sharing.changed"))}
              onRemove={() => void run(withdraw(id, each.grantee_id), t("sharing.removed"))}
            />
          ))}
        </ul>
      </section>
    </div>
  );
}
