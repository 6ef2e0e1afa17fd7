import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useDocument } from "./document-context";
import { limits, typeName, type Schema } from "./openapi";

interface Props {
  name: string;
  schema: Schema;
  required: boolean;
  description?: string | undefined;
  children?: ReactNode;
}

// A named value: its type, its bounds and what it means.
export function FieldRow({ name, schema, required, description, children }: Props) {
  const { t } = useTranslation();
  const document = useDocument();
  const bounds = limits(schema);
  return (
    <li className="py-2">
      <p className="flex flex-wrap items-baseline gap-x-3">
        <code className="font-mono text-[0.82rem] font-semibold">{name}</code>
        <span className="text-muted">{typeName(document, schema)}</span>
        {required && <span className="text-xs font-medium text-danger">{t("docs.required")}</span>}
        {bounds && <span className="text-xs text-muted">{bounds}</span>}
      </p>
      {(description ?? schema.description) && <p className="mt-0.5 text-muted">{description ?? schema.description}</p>}
      {children}
    </li>
  );
}
