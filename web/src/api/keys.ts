import { call } from "./http";
import type { Budget, BudgetPeriod, BudgetUnit } from "./usage";

// What a key may be used for; the server refuses everything else with it.
export const keyScopes = ["chat", "conversations", "models", "usage", "admin", "metrics"] as const;
export type KeyScope = (typeof keyScopes)[number];

export interface ApiKey {
  id: string;
  name: string;
  prefix: string;
  scopes: string[];
  models: string[] | null;
  requests_per_minute: number | null;
  tokens_per_minute: number | null;
  budgets?: Budget[];
  created_at: string;
  expires_at: string | null;
  last_used_at: string | null;
  revoked_at: string | null;
}

export interface NewKey {
  name: string;
  scopes?: KeyScope[];
  models?: string[];
  requests_per_minute?: number;
  tokens_per_minute?: number;
  expires_at?: string;
  budget?: { unit: BudgetUnit; period: BudgetPeriod; amount: number };
}

// What is named is changed; null takes a limit away, or the end.
export interface KeyChange {
  name?: string;
  scopes?: string[];
  models?: string[];
  requests_per_minute?: number | null;
  tokens_per_minute?: number | null;
  expires_at?: string | null;
}

export const listKeys = () => call<{ keys: ApiKey[] }>("GET", "/keys").then((reply) => reply.keys);

// The reply holds the key itself, this once.
export const createKey = (key: NewKey) => call<ApiKey & { key: string }>("POST", "/keys", { body: key });

export const changeKey = (id: string, change: KeyChange) =>
  call<ApiKey>("PATCH", `/keys/${encodeURIComponent(id)}`, { body: change });

export const revokeKey = (id: string) => call<void>("DELETE", `/keys/${encodeURIComponent(id)}`);
