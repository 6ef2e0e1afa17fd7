// The parts of OpenAPI 3.1 that the reference shows.

export interface Schema {
  $ref?: string;
  type?: string | string[];
  description?: string;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  enum?: unknown[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  default?: unknown;
  format?: string;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
}

export interface Parameter {
  name: string;
  in: "path" | "query" | "header";
  required?: boolean;
  description?: string;
  schema?: Schema;
}

type Content = Record<string, { schema?: Schema }>;

export interface Reply {
  $ref?: string;
  description?: string;
  content?: Content;
}

interface RawOperation {
  operationId?: string;
  summary?: string;
  description?: string;
  tags?: string[];
  parameters?: Parameter[];
  requestBody?: { content?: Content };
  responses?: Record<string, Reply>;
}

export interface Operation extends RawOperation {
  id: string;
  method: string;
  path: string;
}

export interface Document {
  info: { title: string; version: string; description?: string };
  paths: Record<string, Record<string, RawOperation>>;
  components?: { schemas?: Record<string, Schema>; responses?: Record<string, Reply> };
}

const methods = ["get", "post", "put", "patch", "delete"];

// All operations under their first tag, in the document's order.
export function operationsByTag(document: Document): Map<string, Operation[]> {
  const groups = new Map<string, Operation[]>();
  for (const [path, item] of Object.entries(document.paths))
    for (const method of methods) {
      const raw = item[method];
      if (!raw) continue;
      const tag = raw.tags?.[0] ?? "other";
      const operation = { ...raw, id: raw.operationId ?? `${method}-${path}`, method, path };
      groups.set(tag, [...(groups.get(tag) ?? []), operation]);
    }
  return groups;
}

// Follows a `#/components/…` reference, which is the only kind the document uses.
export function resolve<T extends { $ref?: string }>(document: Document, value: T): T {
  let found: unknown = value;
  for (let depth = 0; depth < 8; depth++) {
    const ref = (found as T | undefined)?.$ref;
    if (!ref) break;
    found = ref.split("/").slice(1).reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], document);
  }
  return (found ?? {}) as T;
}

// "string", "integer or null", "array of message".
export function typeName(document: Document, schema: Schema): string {
  if (schema.$ref) return schema.$ref.split("/").at(-1)!;
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return choices.map((each) => typeName(document, each)).join(" or ");
  const names = [schema.type ?? "any"].flat();
  return names.map((name) => (name === "array" && schema.items ? `array of ${typeName(document, schema.items)}` : name)).join(" or ");
}

// "1 to 200 characters; default 20".
export function limits({ minimum, maximum, minLength, maxLength, enum: values, default: standard }: Schema): string {
  const range = (low: number | undefined, high: number | undefined, unit: string) =>
    low === undefined && high === undefined ? "" : `${low ?? 0} to ${high ?? "any"}${unit}`;
  return [
    values && values.map((value) => JSON.stringify(value)).join(", "),
    range(minimum, maximum, ""),
    range(minLength, maxLength, " characters"),
    standard !== undefined && `default ${JSON.stringify(standard)}`,
  ]
    .filter(Boolean)
    .join("; ");
}

// A body to begin with: the required fields, with empty values.
export function example(document: Document, schema: Schema | undefined): unknown {
  const known = schema && resolve(document, schema);
  const type = [known?.type ?? "string"].flat()[0];
  if (known?.properties)
    return Object.fromEntries(
      Object.entries(known.properties)
        .filter(([name]) => known.required?.includes(name) ?? false)
        .map(([name, field]) => [name, example(document, field)]),
    );
  if (type === "object") return {};
  if (type === "array") return [];
  if (type === "integer" || type === "number") return known?.minimum ?? 0;
  return type === "boolean" ? false : "";
}

export const bodySchema = (content: Content | undefined): Schema | undefined => content?.["application/json"]?.schema;
