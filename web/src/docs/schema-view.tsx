import { useDocument } from "./document-context";
import { FieldRow } from "./field-row";
import { limits, resolve, typeName, type Schema } from "./openapi";

// Deeper structures are named, not unfolded: a tree of messages has no end.
const depthMax = 3;

export function SchemaView({ schema, depth = 0 }: { schema: Schema; depth?: number }) {
  const document = useDocument();
  const known = resolve(document, schema);
  const { properties, required = [] } = known;
  if (!properties)
    return (
      <p className="text-muted">
        {typeName(document, schema)} {limits(known)}
      </p>
    );
  return (
    <ul className="divide-y divide-line">
      {Object.entries(properties).map(([name, field]) => (
        <FieldRow key={name} name={name} schema={field} required={required.includes(name)}>
          <Nested schema={field} depth={depth + 1} />
        </FieldRow>
      ))}
    </ul>
  );
}

function Nested({ schema, depth }: { schema: Schema; depth: number }) {
  const document = useDocument();
  const inner = resolve(document, schema.items ?? schema);
  if (!inner.properties || depth >= depthMax) return null;
  return (
    <div className="mt-1 border-s-2 border-line ps-4">
      <SchemaView schema={inner} depth={depth} />
    </div>
  );
}
