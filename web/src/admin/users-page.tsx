import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { deleteUser, listUsers, resetUser, type User } from "@/api/admin";
import { useDebounced } from "@/lib/use-debounced";
import { administrates, useSession } from "@/session/session-store";
import { Button } from "@/ui/button";
import { ConfirmDialog } from "@/ui/confirm-dialog";
import { Select } from "@/ui/field";
import { ListState } from "@/ui/list-state";
import { PageHead } from "@/ui/page-part";
import { Pager } from "@/ui/pager";
import { SearchField } from "@/ui/search-field";
import { Table } from "@/ui/table";
import { NewUserDialog } from "./new-user-dialog";
import { ResetDialog, type Reset } from "./reset-dialog";
import { useChange } from "./use-change";
import { UserRow } from "./user-row";

const limit = 50;
const key = ["admin", "users"];
const statuses = ["", "active", "suspended"] as const;

export function UsersPage() {
  const { t } = useTranslation();
  const changes = useSession(administrates);
  const [text, setText] = useState("");
  const [status, setStatus] = useState<(typeof statuses)[number]>("");
  const [offset, setOffset] = useState(0);
  const [creating, setCreating] = useState(false);
  const [deleting, setDeleting] = useState<User | null>(null);
  const [reset, setReset] = useState<Reset | null>(null);
  const q = useDebounced(text.trim());
  const users = useQuery({
    queryKey: [...key, q, status, offset],
    queryFn: () => listUsers({ q, status, limit, offset }),
    placeholderData: keepPreviousData,
  });
  const change = useChange(key);
  const list = users.data?.users ?? [];
  const columns = [
    { label: t("admin.person") },
    { label: t("admin.role") },
    { label: t("admin.tier") },
    { label: t("admin.status") },
    { label: t("admin.lastSeen") },
    ...(changes ? [{ label: t("admin.actions"), hidden: true }] : []),
  ];
  return (
    <>
      <PageHead
        title={t("admin.users")}
        actions={
          changes && (
            <Button primary onClick={() => setCreating(true)}>
              <Plus className="size-4" aria-hidden />
              {t("admin.newUser")}
            </Button>
          )
        }
      />
      <div className="mb-4 flex flex-wrap gap-2">
        <SearchField
          label={t("admin.findUser")}
          value={text}
          onChange={(next) => {
            setText(next);
            setOffset(0);
          }}
        />
        <Select
          aria-label={t("admin.status")}
          className="w-auto!"
          value={status}
          options={statuses.map((value) => ({ value, label: t(value ? `admin.is.${value}` : "admin.everyStatus") }))}
          onChange={(next) => {
            setStatus(next);
            setOffset(0);
          }}
        />
      </div>
      <ListState query={users} empty={list.length === 0} nothing={t("admin.noUsers")} />
      {list.length > 0 && (
        <Table label={t("admin.users")} columns={columns}>
          {list.map((user) => (
            <UserRow
              key={user.id}
              user={user}
              changes={changes}
              onChange={change}
              onDelete={() => setDeleting(user)}
              onReset={() => void change(resetUser(user.id).then((made) => setReset({ user, ...made })), t("admin.resetMade"))}
            />
          ))}
        </Table>
      )}
      {users.data && <Pager pagination={users.data.pagination} shown={list.length} onOffset={setOffset} />}
      <NewUserDialog open={creating} onClose={() => setCreating(false)} onCreate={(work) => change(work, t("admin.userCreated"))} onReset={setReset} />
      <ResetDialog reset={reset} onClose={() => setReset(null)} />
      <ConfirmDialog
        open={deleting !== null}
        title={t("admin.deleteUserTitle", { name: deleting?.name || deleting?.email || "" })}
        text={t("admin.deleteUserText")}
        action={t("admin.deleteUser")}
        onClose={() => setDeleting(null)}
        onConfirm={async () => {
          await deleteUser(deleting!.id);
          await change(Promise.resolve(), t("admin.userDeleted"));
        }}
      />
    </>
  );
}
