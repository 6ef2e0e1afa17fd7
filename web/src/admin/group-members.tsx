import { useQuery } from "@tanstack/react-query";
import { X } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { addMember, listMembers, listUsers, removeMember, type Group } from "@/api/admin";
import { useDebounced } from "@/lib/use-debounced";
import { Button } from "@/ui/button";
import { IconButton } from "@/ui/icon-button";
import { Initials } from "@/ui/initials";
import { ListState } from "@/ui/list-state";
import { SearchField } from "@/ui/search-field";
import { useChange } from "./use-change";

interface Props {
  group: Group;
  changes: boolean;
  onChanged: () => void;
}

export function GroupMembers({ group, changes, onChanged }: Props) {
  const { t } = useTranslation();
  const key = ["admin", "members", group.id];
  const members = useQuery({ queryKey: key, queryFn: () => listMembers(group.id) });
  const change = useChange(key);
  const list = members.data ?? [];
  const run = async (work: Promise<unknown>, done: string) => {
    await change(work, done);
    onChanged();
  };
  return (
    <div className="border-t border-line px-5 py-4">
      <ListState query={members} empty={list.length === 0} nothing={t("groups.empty")} />
      <ul className="divide-y divide-line">
        {list.map(({ id, name, email }) => (
          <li key={id} className="flex items-center gap-3 py-2 text-sm">
            <Initials name={name || (email ?? "")} className="size-7" />
            <span className="me-auto min-w-0 truncate" dir="auto">
              {name || email} {name && email && <span className="text-xs text-muted">{email}</span>}
            </span>
            {changes && (
              <IconButton
                small
                label={t("groups.removeMember", { name: name || email || id })}
                onClick={() => void run(removeMember(group.id, id), t("groups.removed"))}
              >
                <X />
              </IconButton>
            )}
          </li>
        ))}
      </ul>
      {changes && (
        <AddMember
          known={new Set(list.map((member) => member.id))}
          onAdd={(userId) => void run(addMember(group.id, userId), t("groups.added"))}
        />
      )}
    </div>
  );
}

function AddMember({ known, onAdd }: { known: ReadonlySet<string>; onAdd: (userId: string) => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState("");
  const q = useDebounced(text.trim());
  const found = useQuery({
    queryKey: ["admin", "users", "for-group", q],
    queryFn: () => listUsers({ q, limit: 8 }),
    enabled: q !== "",
  });
  const list = (found.data?.users ?? []).filter((user) => !known.has(user.id));
  return (
    <div className="mt-3">
      <SearchField label={t("groups.find")} value={text} onChange={setText} />
      {q !== "" && found.data && (
        <ul className="mt-2 space-y-1">
          {list.length === 0 && <li className="text-sm text-muted">{t("groups.nobody")}</li>}
          {list.map((user) => (
            <li key={user.id} className="flex items-center gap-3 text-sm">
              <span className="me-auto min-w-0 truncate" dir="auto">
                {user.name} <span className="text-xs text-muted">{user.email}</span>
              </span>
              <Button className="py-1!" aria-label={t("groups.addNamed", { name: user.name || user.email || user.id })} onClick={() => onAdd(user.id)}>
                {t("groups.add")}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
