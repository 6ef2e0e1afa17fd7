import type { KeyScope, NewKey } from "@/api/keys";

export interface KeyForm {
  name: string;
  scopes: readonly KeyScope[];
  models: string;
  // Days until it expires; "" never.
  days: string;
  requestsPerMinute: string;
  tokensPerMinute: string;
  dollarsPerMonth: string;
}

export const emptyKey: KeyForm = {
  name: "",
  scopes: ["chat", "conversations", "models"],
  models: "",
  days: "90",
  requestsPerMinute: "",
  tokensPerMinute: "",
  dollarsPerMonth: "",
};

const dayMs = 86_400_000;
const nanoPerUsd = 1e9;

// The request that the form stands for: what was left empty is not limited.
export function newKey(form: KeyForm, now = Date.now()): NewKey {
  const key: NewKey = { name: form.name.trim(), scopes: [...form.scopes] };
  const models = form.models.split(/[\s,]+/).filter(Boolean);
  if (models.length) key.models = models;
  if (form.days) key.expires_at = new Date(now + Number(form.days) * dayMs).toISOString();
  if (form.requestsPerMinute) key.requests_per_minute = Number(form.requestsPerMinute);
  if (form.tokensPerMinute) key.tokens_per_minute = Number(form.tokensPerMinute);
  if (form.dollarsPerMonth)
    key.budget = { unit: "nano_usd", period: "month", amount: Math.round(Number(form.dollarsPerMonth) * nanoPerUsd) };
  return key;
}
