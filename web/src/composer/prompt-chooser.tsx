import { useQuery } from "@tanstack/react-query";
import { Command } from "cmdk";
import { ArrowLeft } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { asApiError } from "@/api/api-error";
import { getPrompt, listPrompts, type Prompt, type PromptItem } from "@/api/prompts";
import { describeError } from "@/lib/describe-error";
import { tellFailure } from "@/lib/toast";
import { isFilled, valuesOf } from "@/prompts/draft";
import { ValueFields } from "@/prompts/value-fields";
import { Button } from "@/ui/button";
import { IconButton } from "@/ui/icon-button";
import type { ChosenPrompt } from "./prompt-choice";

interface Props {
  conversationId: string | null;
  onChoose: (prompt: ChosenPrompt) => void;
}

// First which template, then what stands in its places, where it has any.
export default function PromptChooser({ conversationId, onChoose }: Props) {
  const { t } = useTranslation();
  const { data } = useQuery({ queryKey: ["prompts", "list", "all"], queryFn: () => listPrompts({ limit: 100 }) });
  const [prompt, setPrompt] = useState<Prompt | null>(null);

  const pick = async ({ id, name }: PromptItem) => {
    try {
      const whole = await getPrompt(id);
      if (whole.template.variables.length === 0) onChoose({ id, name, variables: {} });
      else setPrompt(whole);
    } catch (error) {
      tellFailure(describeError(asApiError(error)));
    }
  };
  if (prompt)
    return <Values prompt={prompt} conversationId={conversationId} onBack={() => setPrompt(null)} onChoose={onChoose} />;
  return (
    <Command label={t("prompts.choose")} loop>
      <Command.Input
        autoFocus
        placeholder={t("prompts.search")}
        className="w-full border-b border-line bg-transparent px-4 py-3 text-sm outline-none placeholder:text-muted"
      />
      <Command.List className="max-h-[min(20rem,50dvh)] overflow-y-auto p-1.5" tabIndex={-1}>
        <Command.Empty className="p-4 text-center text-sm text-muted">{t("prompts.noMatch")}</Command.Empty>
        <Group heading={t("prompts.yours")} prompts={data?.prompts ?? []} onPick={(item) => void pick(item)} />
        <Group heading={t("prompts.shippedTitle")} prompts={data?.shipped ?? []} onPick={(item) => void pick(item)} />
      </Command.List>
      <Link to="/settings/prompts" className="block border-t border-line px-4 py-3 text-sm text-accent hover:bg-hover">
        {t("prompts.manage")}
      </Link>
    </Command>
  );
}

function Group({ heading, prompts, onPick }: { heading: string; prompts: readonly PromptItem[]; onPick: (item: PromptItem) => void }) {
  if (prompts.length === 0) return null;
  return (
    <Command.Group
      heading={heading}
      className="[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:text-muted"
    >
      {prompts.map((item) => (
        <Command.Item
          key={item.id}
          value={item.id}
          keywords={[item.name, item.description]}
          onSelect={() => onPick(item)}
          className="cursor-pointer rounded-lg px-2.5 py-2 text-sm data-[selected=true]:bg-hover"
        >
          <span className="block truncate font-medium" dir="auto">
            {item.name}
          </span>
          <span className="block truncate text-xs text-muted" dir="auto">
            {item.description}
          </span>
        </Command.Item>
      ))}
    </Command.Group>
  );
}

interface ValuesProps extends Props {
  prompt: Prompt;
  onBack: () => void;
}

function Values({ prompt, conversationId, onBack, onChoose }: ValuesProps) {
  const { t } = useTranslation();
  const [values, setValues] = useState<Record<string, string>>({});
  const { variables } = prompt.template;
  return (
    <form
      className="space-y-4 p-4"
      onSubmit={(event) => {
        event.preventDefault();
        event.stopPropagation();   // it stands within the composer's own form
        onChoose({ id: prompt.id, name: prompt.name, variables: valuesOf(variables, values) });
      }}
    >
      <div className="flex items-center gap-2">
        <IconButton small label={t("prompts.back")} onClick={onBack}>
          <ArrowLeft className="rtl:-scale-x-100" />
        </IconButton>
        <p className="min-w-0 truncate font-medium" dir="auto">
          {prompt.name}
        </p>
      </div>
      <ValueFields variables={variables} values={values} onChange={setValues} />
      <div className="sticky bottom-0 -mx-4 -mb-4 space-y-2 border-t border-line bg-raised p-4">
        <p className="text-xs text-muted">{conversationId ? t("prompts.forOneAnswer") : t("prompts.forConversation")}</p>
        <Button primary type="submit" className="w-full" disabled={!isFilled(variables, values)}>
          {t("prompts.use")}
        </Button>
      </div>
    </form>
  );
}
