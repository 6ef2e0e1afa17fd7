import { useTranslation } from "react-i18next";
import type { PromptVariable } from "@/api/prompts";
import { TextArea } from "@/ui/text-area";

interface Props {
  variables: readonly PromptVariable[];
  values: Record<string, string>;
  onChange: (values: Record<string, string>) => void;
  problem?: (field: string) => string | undefined;
}

// One field for each variable; what is usual stands in the empty field.
export function ValueFields({ variables, values, onChange, problem }: Props) {
  const { t } = useTranslation();
  return variables.map(({ name, description, default: usual }) => (
    <TextArea
      key={name}
      short
      label={name}
      hint={description || undefined}
      placeholder={usual ?? t("prompts.needed")}
      required={usual === undefined || usual === null}
      value={values[name] ?? ""}
      onChange={(value) => onChange({ ...values, [name]: value })}
      problem={problem?.(`variables/${name}`)}
    />
  ));
}
