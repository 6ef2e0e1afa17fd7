import { useDocument } from "./document-context";
import { bodySchema, resolve, type Reply } from "./openapi";
import { SchemaView } from "./schema-view";

export function ReplyView({ status, reply }: { status: string; reply: Reply }) {
  const document = useDocument();
  const { description, content } = resolve(document, reply);
  const schema = bodySchema(content);
  const other = Object.keys(content ?? {}).filter((type) => type !== "application/json");
  return (
    <details className="border-b border-line py-2 last:border-0">
      <summary className="cursor-pointer rounded">
        <span className="me-3 font-mono font-semibold">{status}</span>
        <span className="text-muted">
          {description} {other.join(", ")}
        </span>
      </summary>
      {schema && <SchemaView schema={schema} />}
    </details>
  );
}
