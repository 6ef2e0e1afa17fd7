import { Users, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Access, Grant } from "@/api/sharing";
import { Select } from "@/ui/field";
import { IconButton } from "@/ui/icon-button";
import { Initials } from "@/ui/initials";

interface Props {
  grant: Grant;
  levels: readonly { value: Access; label: string }[];
  onChange: (may: Access) => void;
  onRemove: () => void;
}

export function GrantRow({ grant, levels, onChange, onRemove }: Props) {
  const { t } = useTranslation();
  const name = grant.name || grant.email || grant.grantee_id;
  return (
    <li className="flex items-center gap-3 py-2.5 text-sm">
      {grant.grantee_kind === "group" ? (
        <span className="flex size-8 shrink-0 items-center justify-center rounded-full bg-tint text-accent">
          <Users className="size-4" aria-hidden />
        </span>
      ) : (
        <Initials name={name} className="size-8" />
      )}
      <span className="me-auto min-w-0">
        <span className="block truncate font-medium" dir="auto">
          {name}
        </span>
        {grant.email && grant.email !== name && <span className="block truncate text-xs text-muted">{grant.email}</span>}
      </span>
      <Select
        aria-label={t("sharing.mayOf", { name })}
        className="w-auto! shrink-0"
        value={grant.may}
        options={levels}
        onChange={onChange}
      />
      <IconButton small label={t("sharing.remove", { name })} onClick={onRemove}>
        <X />
      </IconButton>
    </li>
  );
}
