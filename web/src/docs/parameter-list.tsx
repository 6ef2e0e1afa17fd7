import { FieldRow } from "./field-row";
import type { Parameter } from "./openapi";

export function ParameterList({ parameters }: { parameters: Parameter[] }) {
  return (
    <ul className="divide-y divide-line">
      {parameters.map(({ name, in: place, required, description, schema = {} }) => (
        <FieldRow key={`${place} ${name}`} name={name} schema={schema} required={required ?? false} description={description} />
      ))}
    </ul>
  );
}
