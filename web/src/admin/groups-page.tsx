import { useQuery } from "@tanstack/react-query";
import { ChevronRight, Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { createGroup, deleteGroup, listGroups, type Group } from "@/api/admin";
import { useSubmit } from "@/lib/use-submit";
import { administrates, useSession } from "@/session/session-store";
import { Button } from "@/ui/button";
import { ConfirmDialog } from "@/ui/confirm-dialog";
import { DialogFrame } from "@/ui/dialog-frame";
import { TextField } from "@/ui/field";
import { FormError } from "@/ui/form-error";
import { IconButton } from "@/ui/icon-button";
import { ListState } from "@/ui/list-state";
import { PageHead } from "@/ui/page-part";
import { GroupMembers } from "./group-members";
import { useChange } from "./use-change";

const key = ["admin", "groups"];

export function GroupsPage() {
  const { t } = useTranslation();
  const changes = useSession(administrates);
  const groups = useQuery({ queryKey: key, queryFn: listGroups });
  const [creating, setCreating] = useState(false);
  const [deleting, setDeleting] = useState<Group | null>(null);
  const [open, setOpen] = useState<string | null>(null);
  const change = useChange(key);
  const list = groups.data ?? [];
  return (
    <>
      <PageHead
        title={t("admin.groups")}
        hint={t("groups.hint")}
        actions={
          changes && (
            <Button primary onClick={() => setCreating(true)}>
              <Plus className="size-4" aria-hidden />
              {t("groups.new")}
            </Button>
          )
        }
      />
      <ListState query={groups} empty={list.length === 0} nothing={t("groups.none")} />
      <ul className="space-y-3">
        {list.map((group) => {
          const shown = open === group.id;
          return (
            <li key={group.id} className="rounded-2xl border border-line bg-raised">
              <div className="flex items-center gap-2 p-2">
                <button
                  type="button"
                  aria-expanded={shown}
                  className="flex min-w-0 flex-1 items-center gap-3 rounded-xl px-3 py-2 text-start text-sm hover:bg-hover"
                  onClick={() => setOpen(shown ? null : group.id)}
                >
                  <ChevronRight className={`size-4 shrink-0 text-muted transition-transform ${shown ? "rotate-90" : "rtl:-scale-x-100"}`} aria-hidden />
                  <span className="truncate font-medium" dir="auto">
                    {group.name}
                  </span>
                  {group.member_count !== undefined && (
                    <span className="ms-auto shrink-0 text-xs text-muted">{t("groups.members", { count: group.member_count })}</span>
                  )}
                </button>
                {changes && (
                  <IconButton label={t("groups.deleteNamed", { name: group.name })} onClick={() => setDeleting(group)}>
                    <Trash2 />
                  </IconButton>
                )}
              </div>
              {shown && <GroupMembers group={group} changes={changes} onChanged={() => void groups.refetch()} />}
            </li>
          );
        })}
      </ul>
      <DialogFrame narrow open={creating} title={t("groups.new")} onOpenChange={setCreating}>
        <NewGroupForm onClose={() => setCreating(false)} onCreate={(work) => change(work, t("groups.created"))} />
      </DialogFrame>
      <ConfirmDialog
        open={deleting !== null}
        title={t("groups.deleteTitle", { name: deleting?.name ?? "" })}
        text={t("groups.deleteText")}
        action={t("groups.delete")}
        onClose={() => setDeleting(null)}
        onConfirm={async () => {
          await deleteGroup(deleting!.id);
          await change(Promise.resolve(), t("groups.deleted"));
        }}
      />
    </>
  );
}

function NewGroupForm({ onClose, onCreate }: { onClose: () => void; onCreate: (work: Promise<unknown>) => Promise<void> }) {
  const { t } = useTranslation();
  const [name, setName] = useState("");
  const { busy, error, submit, problem } = useSubmit(async () => {
    const group = await createGroup(name.trim());
    onClose();
    await onCreate(Promise.resolve(group));
  });
  return (
    <form className="space-y-4" onSubmit={submit}>
      <TextField label={t("session.name")} required maxLength={100} autoComplete="off" value={name} onChange={setName} problem={problem("name")} />
      <FormError error={error} />
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>{t("common.cancel")}</Button>
        <Button primary type="submit" disabled={busy}>
          {t("groups.create")}
        </Button>
      </div>
    </form>
  );
}
