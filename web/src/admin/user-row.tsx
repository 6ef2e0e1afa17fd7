import { Ellipsis, KeyRound, Pause, Play, Trash2 } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import { useTranslation } from "react-i18next";
import { changeUser, type User } from "@/api/admin";
import type { Role } from "@/api/account";
import { formatUntil } from "@/lib/format";
import { useSession } from "@/session/session-store";
import { Badge } from "@/ui/badge";
import { Select } from "@/ui/field";
import { Initials } from "@/ui/initials";
import { MenuContent, MenuItem, MenuSeparator } from "@/ui/menu";
import { Cell } from "@/ui/table";
import { useTierNames } from "./use-tier-names";

interface Props {
  user: User;
  changes: boolean;
  onChange: (work: Promise<unknown>, done: string) => Promise<void>;
  onDelete: () => void;
  onReset: () => void;
}

const roles: readonly Role[] = ["user", "auditor", "admin"];

export function UserRow({ user, changes, onChange, onDelete, onReset }: Props) {
  const { t } = useTranslation();
  const tiers = useTierNames(user.tier);
  const me = useSession((state) => state.user?.id === user.id);
  const name = user.name || user.email || user.id;
  const suspended = user.status === "suspended";
  const save = (change: Parameters<typeof changeUser>[1]) => void onChange(changeUser(user.id, change), t("admin.changed", { name }));
  return (
    <tr>
      <th scope="row" className="px-4 py-2.5 text-start font-normal">
        <span className="flex max-w-60 min-w-44 items-center gap-3">
          <Initials name={name} className="size-8" />
          <span className="min-w-0">
            <span className="block truncate font-medium" dir="auto">
              {name} {me && <span className="font-normal text-muted">{t("admin.you")}</span>}
            </span>
            {user.email && <span className="block truncate text-xs text-muted">{user.email}</span>}
          </span>
        </span>
      </th>
      <Cell>
        {changes ? (
          <Select
            aria-label={t("admin.roleOf", { name })}
            className="w-auto! px-2.5! py-1.5! pe-7!"
            value={user.role}
            options={roles.map((value) => ({ value, label: t(`role.${value}`) }))}
            onChange={(role) => save({ role })}
          />
        ) : (
          t(`role.${user.role}`)
        )}
      </Cell>
      <Cell>
        {changes ? (
          <Select
            aria-label={t("admin.tierOf", { name })}
            className="w-auto! px-2.5! py-1.5! pe-7!"
            value={user.tier}
            options={tiers.map((value) => ({ value, label: value }))}
            onChange={(tier) => save({ tier })}
          />
        ) : (
          user.tier
        )}
      </Cell>
      <Cell>
        <Badge look={suspended ? "danger" : "good"}>{suspended ? t("admin.is.suspended") : t("admin.is.active")}</Badge>
      </Cell>
      <Cell className="whitespace-nowrap text-muted">{user.last_login_at ? formatUntil(user.last_login_at) : t("admin.never")}</Cell>
      {changes && (
        <Cell className="text-end">
          <DropdownMenu.Root modal={false}>
            <DropdownMenu.Trigger
              aria-label={t("admin.actionsFor", { name })}
              className="inline-flex size-8 items-center justify-center rounded-lg text-muted hover:bg-hover hover:text-ink"
            >
              <Ellipsis className="size-4" aria-hidden />
            </DropdownMenu.Trigger>
            {/* In a portal: the table would cut it off. */}
            <DropdownMenu.Portal>
              <MenuContent align="end">
                <MenuItem icon={<KeyRound />} onSelect={onReset}>
                  {t("admin.reset")}
                </MenuItem>
                <MenuItem icon={suspended ? <Play /> : <Pause />} onSelect={() => save({ status: suspended ? "active" : "suspended" })}>
                  {t(suspended ? "admin.unsuspend" : "admin.suspend")}
                </MenuItem>
                <MenuSeparator />
                <MenuItem danger icon={<Trash2 />} onSelect={onDelete}>
                  {t("admin.deleteUser")}
                </MenuItem>
              </MenuContent>
            </DropdownMenu.Portal>
          </DropdownMenu.Root>
        </Cell>
      )}
    </tr>
  );
}
