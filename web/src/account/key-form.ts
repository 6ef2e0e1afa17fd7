import type { ApiKey, KeyChange, KeyScope, NewKey } from "@/api/keys";

export interface KeyForm {
  name: string;
  scopes: readonly string[];
  models: string;
  // Days until it expires; "" never, "same" as it is.
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

const names = (text: string) => text.split(/[\s,]+/).filter(Boolean);
const inDays = (days: string, now: number) => new Date(now + Number(days) * dayMs).toISOString();
const numberText = (value: number | null) => (value === null ? "" : String(value));

// The request that the form stands for: what was left empty is not limited.
export function newKey(form: KeyForm, now = Date.now()): NewKey {
  const key: NewKey = { name: form.name.trim(), scopes: form.scopes as KeyScope[] };
  const models = names(form.models);
  if (models.length) key.models = models;
  if (form.days) key.expires_at = inDays(form.days, now);
  if (form.requestsPerMinute) key.requests_per_minute = Number(form.requestsPerMinute);
  if (form.tokensPerMinute) key.tokens_per_minute = Number(form.tokensPerMinute);
  if (form.dollarsPerMonth)
    key.budget = { unit: "nano_usd", period: "month", amount: Math.round(Number(form.dollarsPerMonth) * nanoPerUsd) };
  return key;
}

// The form of a key as it is.
export const formOf = (key: ApiKey): KeyForm => ({
  name: key.name,
  scopes: key.scopes,
  models: (key.models ?? []).join(", "),
  days: "same",
  requestsPerMinute: numberText(key.requests_per_minute),
  tokensPerMinute: numberText(key.tokens_per_minute),
  dollarsPerMonth: "",
});

// What the form says otherwise than the key: nothing else is sent, so that what changed elsewhere meanwhile stays.
export function keyChange(key: ApiKey, form: KeyForm, now = Date.now()): KeyChange {
  const before = formOf(key);
  const change: KeyChange = {};
  if (form.name.trim() !== before.name) change.name = form.name.trim();
  if (form.scopes.join() !== before.scopes.join()) change.scopes = [...form.scopes];
  if (names(form.models).join() !== names(before.models).join()) change.models = names(form.models);
  if (form.requestsPerMinute !== before.requestsPerMinute) change.requests_per_minute = Number(form.requestsPerMinute) || null;
  if (form.tokensPerMinute !== before.tokensPerMinute) change.tokens_per_minute = Number(form.tokensPerMinute) || null;
  if (form.days !== "same") change.expires_at = form.days ? inDays(form.days, now) : null;
  return change;
}
