import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { changeTier, listTiers, type Tier } from "@/api/admin";
import { formatNumber, formatUsd } from "@/lib/format";
import { administrates, useSession } from "@/session/session-store";
import { inputLook } from "@/ui/field";
import { ListState } from "@/ui/list-state";
import { PageHead } from "@/ui/page-part";
import { Cell, Table } from "@/ui/table";
import { limitText, parseLimit, tierFields, type TierField } from "./tier-fields";
import { TierOpens } from "./tier-opens";
import { useChange } from "./use-change";

const key = ["admin", "tiers"];

// What accounts of each tier may use. A field is saved when it is left.
export function TiersPage() {
  const { t } = useTranslation();
  const changes = useSession(administrates);
  const tiers = useQuery({ queryKey: key, queryFn: listTiers });
  const change = useChange(key);
  const list = tiers.data ?? [];
  const save = (tier: Tier, what: Parameters<typeof changeTier>[1]) =>
    change(changeTier(tier.name, what), t("admin.changed", { name: tier.name }));
  return (
    <>
      <PageHead title={t("admin.tiers")} hint={t(changes ? "tiers.hint" : "tiers.readHint")} />
      <ListState query={tiers} empty={list.length === 0} nothing="" />
      {list.length > 0 && (
        <Table
          label={t("admin.tiers")}
          columns={[{ label: t("admin.tier") }, ...tierFields.map(({ name }) => ({ label: t(`tiers.${name}`), number: true }))]}
        >
          {list.map((tier) => (
            <tr key={tier.name}>
              <th scope="row" className="px-4 py-2.5 text-start font-medium">
                {tier.name}
              </th>
              {tierFields.map((field) => (
                <Cell key={field.name} number>
                  {changes ? (
                    <LimitInput
                      key={String(tier[field.name])}
                      tier={tier}
                      field={field}
                      onSave={(value) => void save(tier, { [field.name]: value })}
                    />
                  ) : (
                    shown(tier[field.name], field)
                  )}
                </Cell>
              ))}
            </tr>
          ))}
        </Table>
      )}
      {list.length > 0 && <TierOpens tiers={list} changes={changes} onSave={save} />}
    </>
  );
}

function shown(value: unknown, { scale }: TierField): string {
  if (typeof value !== "number") return "∞";
  return scale === 1 ? formatNumber(value) : formatUsd(value / scale);
}

function LimitInput({ tier, field, onSave }: { tier: Tier; field: TierField; onSave: (value: number | null) => void }) {
  const { t } = useTranslation();
  const stored = tier[field.name] ?? null;
  const [text, setText] = useState(limitText(stored, field.scale));
  const value = parseLimit(text, field.scale);
  return (
    <input
      aria-label={t("tiers.of", { limit: t(`tiers.${field.name}`), tier: tier.name })}
      aria-invalid={value === undefined || undefined}
      inputMode="decimal"
      autoComplete="off"
      placeholder="∞"
      className={`${inputLook} ms-auto w-22! px-2! py-1.5! text-end tabular-nums`}
      value={text}
      onChange={(event) => setText(event.target.value)}
      onKeyDown={(event) => {
        if (event.key === "Enter") event.currentTarget.blur();
        if (event.key === "Escape") setText(limitText(stored, field.scale));
      }}
      onBlur={() => {
        if (value === undefined) setText(limitText(stored, field.scale));
        else if (value !== stored) onSave(value);
      }}
    />
  );
}
