import { Plus, Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { PromptExample } from "@/api/prompts";
import { Button } from "@/ui/button";
import { IconButton } from "@/ui/icon-button";
import { Card } from "@/ui/page-part";
import { TextArea } from "@/ui/text-area";

const examplesMax = 20;

interface Props {
  examples: readonly PromptExample[];
  disabled: boolean;
  onChange: (examples: PromptExample[]) => void;
  problem: (field: string) => string | undefined;
}

// Exchanges that show what is wanted.
export function ExampleList({ examples, disabled, onChange, problem }: Props) {
  const { t } = useTranslation();
  const change = (index: number, part: Partial<PromptExample>) =>
    onChange(examples.map((each, at) => (at === index ? { ...each, ...part } : each)));
  return (
    <Card title={t("prompts.examples")} hint={t("prompts.examplesHint")}>
      <ul className="space-y-5">
        {examples.map(({ user, assistant }, index) => (
          <li key={index}>
            <fieldset disabled={disabled} className="grid gap-3 sm:grid-cols-2">
              <legend className="mb-2 flex w-full items-center justify-between text-sm text-muted">
                {t("prompts.example", { number: index + 1 })}
                {!disabled && (
                  <IconButton
                    label={t("prompts.removeExample", { number: index + 1 })}
                    onClick={() => onChange(examples.filter((_, at) => at !== index))}
                  >
                    <Trash2 />
                  </IconButton>
                )}
              </legend>
              <TextArea
                label={t("prompts.exampleUser")}
                value={user}
                onChange={(next) => change(index, { user: next })}
                problem={problem(`template/examples/${index}/user`)}
              />
              <TextArea
                label={t("prompts.exampleAssistant")}
                value={assistant}
                onChange={(next) => change(index, { assistant: next })}
                problem={problem(`template/examples/${index}/assistant`)}
              />
            </fieldset>
          </li>
        ))}
      </ul>
      {!disabled && examples.length < examplesMax && (
        <Button className={examples.length ? "mt-4" : ""} onClick={() => onChange([...examples, { user: "", assistant: "" }])}>
          <Plus className="size-4" aria-hidden />
          {t("prompts.addExample")}
        </Button>
      )}
    </Card>
  );
}
