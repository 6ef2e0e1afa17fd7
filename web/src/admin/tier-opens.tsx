import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Tier } from "@/api/admin";
import { inputLook } from "@/ui/field";
import { Cell, Table } from "@/ui/table";

// In the server's words: what belongs to a tier besides models.
const tierFeatures = ["api_keys", "sharing"] as const;

type Save = (tier: Tier, change: { models?: string[]; features?: string[] }) => Promise<void>;

const names = (text: string) => text.split(/[\s,]+/).filter(Boolean);

// What the tiers open: their models, and each feature.
export function TierOpens({ tiers, changes, onSave }: { tiers: readonly Tier[]; changes: boolean; onSave: Save }) {
  const { t } = useTranslation();
  return (
    <section className="mt-8">
      <h2 className="mb-3 font-semibold">{t("tiers.opens")}</h2>
      <Table
        label={t("tiers.opens")}
        columns={[{ label: t("admin.tier") }, ...["models" as const, ...tierFeatures].map((name) => ({ label: t(`tiers.${name}`) }))]}
      >
        {tiers.map((tier) => (
          <OpensRow key={tier.name} tier={tier} changes={changes} onSave={onSave} />
        ))}
      </Table>
    </section>
  );
}

function OpensRow({ tier, changes, onSave }: { tier: Tier; changes: boolean; onSave: Save }) {
  const { t } = useTranslation();
  // What was ticked shows at once, and gives way to what came of it once the list was read again.
  const [ticked, setTicked] = useState<string[] | null>(null);
  const features = ticked ?? tier.features;
  const toggle = async (feature: string, on: boolean) => {
    const next = on ? [...features, feature] : features.filter((each) => each !== feature);
    setTicked(next);
    await onSave(tier, { features: next });
    setTicked(null);
  };
  return (
    <tr>
      <th scope="row" className="px-4 py-2.5 text-start font-medium">
        {tier.name}
      </th>
      <Cell className="w-full">
        {changes ? (
          <ModelsInput key={tier.models.join()} tier={tier} onSave={(models) => void onSave(tier, { models })} />
        ) : (
          tier.models.join(", ") || t("tiers.allModels")
        )}
      </Cell>
      {tierFeatures.map((feature) => (
        <Cell key={feature}>
          <input
            type="checkbox"
            aria-label={t("tiers.of", { limit: t(`tiers.${feature}`), tier: tier.name })}
            className="block size-4 accent-(--accent)"
            disabled={!changes}
            checked={features.includes(feature)}
            onChange={(event) => void toggle(feature, event.target.checked)}
          />
        </Cell>
      ))}
    </tr>
  );
}

function ModelsInput({ tier, onSave }: { tier: Tier; onSave: (models: string[]) => void }) {
  const { t } = useTranslation();
  const stored = tier.models.join(", ");
  const [text, setText] = useState(stored);
  return (
    <input
      aria-label={t("tiers.of", { limit: t("tiers.models"), tier: tier.name })}
      autoComplete="off"
      placeholder={t("tiers.allModels")}
      title={t("tiers.modelsHint")}
      className={`${inputLook} min-w-40 px-2! py-1.5!`}
      value={text}
      onChange={(event) => setText(event.target.value)}
      onKeyDown={(event) => {
        if (event.key === "Enter") event.currentTarget.blur();
        if (event.key === "Escape") setText(stored);
      }}
      onBlur={() => {
        if (names(text).join() !== tier.models.join()) onSave(names(text));
        else setText(stored);
      }}
    />
  );
}
