import { useState } from "react";
import { useTranslation } from "react-i18next";
import { renderPrompt, type Prompt } from "@/api/prompts";
import { announce } from "@/lib/announce";
import { formatNumber } from "@/lib/format";
import { useSubmit } from "@/lib/use-submit";
import { Button } from "@/ui/button";
import { CopyButton } from "@/ui/copy-button";
import { FormError } from "@/ui/form-error";
import { Card } from "@/ui/page-part";
import { valuesOf } from "./draft";
import { ValueFields } from "./value-fields";

// Shows the text that the newest version becomes.
export function TryPrompt({ prompt, unsaved }: { prompt: Prompt; unsaved: boolean }) {
  const { t } = useTranslation();
  const [values, setValues] = useState<Record<string, string>>({});
  const [made, setMade] = useState<{ text: string; tokens: number; version: number } | null>(null);
  const { variables } = prompt.template;
  const { busy, error, submit, problem } = useSubmit(async () => {
    setMade(null);
    const { system_prompt: text, tokens, version } = await renderPrompt(prompt.id, valuesOf(variables, values));
    setMade({ text, tokens, version });
    announce(t("prompts.shown"));
  });
  return (
    <Card title={t("prompts.try")} hint={unsaved ? t("prompts.tryUnsaved") : t("prompts.tryHint")}>
      <form className="space-y-4" onSubmit={submit}>
        <ValueFields variables={variables} values={values} onChange={setValues} problem={problem} />
        <FormError error={error} />
        <Button type="submit" disabled={busy}>
          {t("prompts.show")}
        </Button>
      </form>
      {made && (
        <figure className="mt-5">
          <figcaption className="mb-1.5 flex items-center justify-between text-xs text-muted">
            {t("prompts.becomes", { version: made.version, count: made.tokens, shown: formatNumber(made.tokens) })}
            <CopyButton text={() => made.text} label={t("prompts.copy")} />
          </figcaption>
          <pre
            tabIndex={0}
            aria-label={t("prompts.result")}
            role="region"
            dir="auto"
            className="max-h-[50dvh] overflow-y-auto rounded-xl bg-code p-4 font-sans text-sm leading-relaxed whitespace-pre-wrap [overflow-wrap:anywhere]"
          >
            {made.text}
          </pre>
        </figure>
      )}
    </Card>
  );
}
