import { Command } from "cmdk";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Model } from "@/api/types";
import { formatNumber, formatUsd } from "@/lib/format";

interface Props {
  models: Model[];
  routes: string[];
  chosen: string | null;
  tick: ReactNode;
  onChoose: (id: string) => void;
}

// The searchable list of models, by provider, each with what it can do.
export default function ModelList({ models, routes, chosen, tick, onChoose }: Props) {
  const { t } = useTranslation();
  const providers = [...new Set(models.map((model) => model.provider))];
  return (
    <Command label={t("models.title")} defaultValue={chosen ?? undefined} loop>
      <Command.Input
        autoFocus
        placeholder={t("models.search")}
        className="w-full border-b border-line bg-transparent px-4 py-3 text-sm outline-none placeholder:text-muted"
      />
      <Command.List className="max-h-[min(20rem,50dvh)] overflow-y-auto p-1.5" tabIndex={-1}>
        <Command.Empty className="p-4 text-center text-sm text-muted">{t("models.none")}</Command.Empty>
        {routes.length > 0 && (
          <Command.Group heading={t("models.routes")} className={groupLook}>
            {routes.map((name) => (
              <Entry
                key={name}
                id={name}
                name={name === "auto" ? t("models.auto") : name}
                facts={name === "auto" ? t("models.autoHint") : t("models.routeHint")}
                keywords={[name]}
                tick={name === chosen && tick}
                onChoose={onChoose}
              />
            ))}
          </Command.Group>
        )}
        {providers.map((provider) => (
          <Command.Group key={provider} heading={provider} className={groupLook}>
            {models
              .filter((model) => model.provider === provider)
              .map((model) => (
                <Entry
                  key={model.id}
                  id={model.id}
                  name={model.name}
                  facts={facts(model, t).join(" · ")}
                  keywords={[model.name, provider]}
                  tick={model.id === chosen && tick}
                  onChoose={onChoose}
                />
              ))}
          </Command.Group>
        ))}
      </Command.List>
    </Command>
  );
}

const groupLook =
  "[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:text-muted";

interface EntryProps {
  id: string;
  name: string;
  facts: string;
  keywords: string[];
  tick: ReactNode;
  onChoose: (id: string) => void;
}

function Entry({ id, name, facts, keywords, tick, onChoose }: EntryProps) {
  return (
    <Command.Item
      value={id}
      keywords={keywords}
      onSelect={() => onChoose(id)}
      className="flex cursor-pointer items-center gap-3 rounded-lg px-2.5 py-2 text-sm data-[selected=true]:bg-hover"
    >
      <span className="min-w-0 flex-1">
        <span className="block truncate font-medium">{name}</span>
        <span className="block text-xs text-muted">{facts}</span>
      </span>
      {tick}
    </Command.Item>
  );
}

function facts(model: Model, t: ReturnType<typeof useTranslation>["t"]): string[] {
  return [
    model.default && t("models.isDefault"),
    model.context_tokens && t("models.context", { shown: formatNumber(model.context_tokens) }),
    model.features.tools && t("models.tools"),
    model.prices && model.prices.output > 0 && t("models.prices", { input: formatUsd(model.prices.input), output: formatUsd(model.prices.output) }),
  ].filter((fact) => typeof fact === "string");
}
