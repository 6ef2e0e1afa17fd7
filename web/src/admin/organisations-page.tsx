import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { createOrganisation, listOrganisations } from "@/api/admin";
import { formatDate, formatNumber } from "@/lib/format";
import { useSubmit } from "@/lib/use-submit";
import { Button } from "@/ui/button";
import { DialogFrame } from "@/ui/dialog-frame";
import { TextField } from "@/ui/field";
import { FormError } from "@/ui/form-error";
import { ListState } from "@/ui/list-state";
import { PageHead } from "@/ui/page-part";
import { Cell, Table } from "@/ui/table";
import { ResetDialog, type Reset } from "./reset-dialog";
import { useChange } from "./use-change";

const key = ["admin", "organisations"];

// Who shares this installation: nothing crosses from one to another.
export function OrganisationsPage() {
  const { t } = useTranslation();
  const found = useQuery({ queryKey: key, queryFn: listOrganisations });
  const [creating, setCreating] = useState(false);
  const [reset, setReset] = useState<Reset | null>(null);
  const change = useChange(key);
  const list = found.data?.organisations ?? [];
  return (
    <>
      <PageHead
        title={t("admin.organisations")}
        hint={t("organisations.hint")}
        actions={
          found.data?.may_create && (
            <Button primary onClick={() => setCreating(true)}>
              <Plus className="size-4" aria-hidden />
              {t("organisations.new")}
            </Button>
          )
        }
      />
      <ListState query={found} empty={list.length === 0} nothing="" />
      {list.length > 0 && (
        <Table
          label={t("admin.organisations")}
          columns={[
            { label: t("session.name") },
            { label: t("organisations.people"), number: true },
            { label: t("organisations.since"), number: true },
          ]}
        >
          {list.map(({ id, name, user_count, created_at }) => (
            <tr key={id}>
              <th scope="row" className="px-4 py-2.5 text-start font-medium [overflow-wrap:anywhere]" dir="auto">
                {name}
              </th>
              <Cell number>{formatNumber(user_count)}</Cell>
              <Cell number>{Date.parse(created_at) > 0 ? formatDate(created_at) : "–"}</Cell>
            </tr>
          ))}
        </Table>
      )}
      <DialogFrame narrow open={creating} title={t("organisations.new")} onOpenChange={setCreating}>
        <NewOrganisationForm
          onClose={() => setCreating(false)}
          onCreated={(made) => {
            setReset(made);
            void change(Promise.resolve(), t("organisations.created"));
          }}
        />
      </DialogFrame>
      <ResetDialog reset={reset} onClose={() => setReset(null)} />
    </>
  );
}

function NewOrganisationForm({ onClose, onCreated }: { onClose: () => void; onCreated: (reset: Reset | null) => void }) {
  const { t } = useTranslation();
  const [name, setName] = useState("");
  const [person, setPerson] = useState("");
  const [email, setEmail] = useState("");
  const { busy, error, submit, problem } = useSubmit(async () => {
    const { admin } = await createOrganisation({ name: name.trim(), admin_name: person.trim(), admin_email: email.trim() });
    onClose();
    onCreated(admin.reset ? { user: admin, ...admin.reset } : null);
  });
  const text = { required: true, maxLength: 100, autoComplete: "off" } as const;
  return (
    <form className="space-y-4" onSubmit={submit}>
      <TextField {...text} label={t("session.name")} value={name} onChange={setName} problem={problem("name")} />
      <TextField
        {...text}
        label={t("organisations.admin")}
        hint={t("organisations.adminHint")}
        value={person}
        onChange={setPerson}
        problem={problem("admin_name")}
      />
      <TextField
        {...text}
        type="email"
        maxLength={254}
        label={t("organisations.adminEmail")}
        value={email}
        onChange={setEmail}
        problem={problem("admin_email")}
      />
      <FormError error={error} />
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>{t("common.cancel")}</Button>
        <Button primary type="submit" disabled={busy}>
          {t("organisations.create")}
        </Button>
      </div>
    </form>
  );
}
