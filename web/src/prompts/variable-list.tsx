import { useTranslation } from "react-i18next";
import type { PromptTemplate } from "@/api/prompts";
import { Card } from "@/ui/page-part";
import { Checkbox, TextField } from "@/ui/field";
import { variablesOf, withVariable } from "./draft";

interface Props {
  template: PromptTemplate;
  disabled: boolean;
  onChange: (template: PromptTemplate) => void;
}

// The variables that the parts name, with what to say about each.
export function VariableList({ template, disabled, onChange }: Props) {
  const { t } = useTranslation();
  const variables = variablesOf(template);
  return (
    <Card title={t("prompts.variables")} hint={t("prompts.variablesHint", { place: "{{name}}" })}>
      {variables.length === 0 && <p className="text-sm text-muted">{t("prompts.noVariables")}</p>}
      <ul className="space-y-5">
        {variables.map((variable) => {
          const { name, description, default: usual } = variable;
          const optional = usual !== undefined && usual !== null;
          const set = (part: object) => onChange(withVariable(template, { ...variable, ...part }));
          return (
            <li key={name}>
              <fieldset disabled={disabled} className="grid gap-3 sm:grid-cols-2">
                <legend className="mb-2 sm:col-span-2">
                  <code className="rounded-md bg-code px-1.5 py-0.5 text-sm">{name}</code>
                </legend>
                <TextField
                  label={t("prompts.variableDescription")}
                  maxLength={500}
                  value={description}
                  onChange={(next) => set({ description: next })}
                />
                <div className="space-y-2">
                  <TextField
                    label={t("prompts.default")}
                    disabled={!optional}
                    value={usual ?? ""}
                    onChange={(next) => set({ default: next })}
                  />
                  <Checkbox
                    label={t("prompts.optional")}
                    checked={optional}
                    onChange={(on) => set({ default: on ? "" : undefined })}
                  />
                </div>
              </fieldset>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
