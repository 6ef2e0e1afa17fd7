import { Command } from "cmdk";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Model } from "@/api/types";
import { formatNumber } from "@/lib/format";

interface Props {
  models: Model[];
  chosen: string | null;
  tick: ReactNode;
  onChoose: (id: string) => void;
}

// The searchable list of models, by provider, each with what it can do.
export default function ModelList({ models, chosen, tick, onChoose }: Props) {
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
        {providers.map((provider) => (
          <Command.Group
            key={provider}
            heading={provider}
            className="[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:text-muted"
          >
            {models
              .filter((model) => model.provider === provider)
              .map((model) => (
                <Command.Item
                  key={model.id}
                  value={model.id}
                  keywords={[model.name, provider]}
                  onSelect={() => onChoose(model.id)}
                  className="flex cursor-pointer items-center gap-3 rounded-lg px-2.5 py-2 text-sm data-[selected=true]:bg-hover"
                >
                  <span className="min-w-0 flex-1">
                    <span className="block truncate font-medium">{model.name}</span>
                    <span className="block truncate text-xs text-muted">{facts(model, t).join(" · ")}</span>
                  </span>
                  {model.id === chosen && tick}
                </Command.Item>
              ))}
          </Command.Group>
        ))}
      </Command.List>
    </Command>
  );
}

function facts(model: Model, t: ReturnType<typeof useTranslation>["t"]): string[] {
  return [
    model.default && t("models.isDefault"),
    model.context_tokens && t("models.context", { shown: formatNumber(model.context_tokens) }),
    model.features.tools && t("models.tools"),
  ].filter((fact) => typeof fact === "string");
}
