// One thing that happened on the way to an answer: who was chosen for it, who is asked because another failed, and how an
// answer that broke off goes on.
export interface RouteStep {
  readonly kind: "chosen" | "asked" | "continued" | "restarted";
  // "provider/model", as far as the event says it.
  readonly model: string | null;
  // Why: a code of the server's for a failure, its own words for a choice.
  readonly why: string | null;
  // Seconds until then.
  readonly wait: number;
}

type Fields = Record<string, unknown>;

const text = (value: unknown) => (typeof value === "string" && value !== "" ? value : null);

// Of a `status` event; null where it tells of something else.
export function stepOf(fields: Fields): RouteStep | null {
  const kind = fields.stage === "retrying" ? "asked" : fields.stage === "routed" ? "chosen" : null;
  const model = text(fields.model);
  if (!kind || !model) return null;
  const provider = text(fields.provider);
  const wait = typeof fields.wait_ms === "number" ? Math.round(fields.wait_ms / 1000) : 0;
  return { kind, model: provider ? `${provider}/${model}` : model, why: text(kind === "asked" ? fields.reason : fields.why), wait };
}
