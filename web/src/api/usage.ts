import { call, query } from "./http";

export type BudgetUnit = "tokens" | "nano_usd";
export type BudgetPeriod = "day" | "month";

export interface Budget {
  id: string;
  subject_kind: string;
  subject_id: string;
  unit: BudgetUnit;
  period: BudgetPeriod;
  amount: number;
}

// One limit that applies to the caller, and how much of it is used.
export interface Limit {
  name: string;
  unit: string;
  period: string;
  limit: number;
  used: number;
  remaining: number;
  resets_at: string | null;
  warning: boolean;
}

export interface UsageRow {
  key: string;
  requests: number;
  errors: number;
  prompt_tokens: number;
  completion_tokens: number;
  total_tokens: number;
  total_cost_usd: number | null;
  avg_latency_ms: number | null;
}

export interface Usage {
  limits: Limit[];
  rows: UsageRow[];
}

export interface Span {
  from: string;
  to: string;
}

export const getUsage = (by: "day" | "model" | "key" | "purpose", span: Span) =>
  call<Usage>("GET", `/usage${query({ by, ...span })}`);
