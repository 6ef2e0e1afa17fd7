import type { Account, Role } from "./account";
import { call, query } from "./http";
import type { Pagination } from "./types";
import type { Budget, BudgetPeriod, BudgetUnit, Span, UsageRow } from "./usage";

const id = encodeURIComponent;

export type User = Account;

export interface UserChange {
  name?: string;
  role?: Role;
  tier?: string;
  status?: "active" | "suspended";
}

export const listUsers = (options: { q?: string; status?: string; limit: number; offset?: number }) =>
  call<{ users: User[]; pagination: Pagination }>("GET", `/admin/users${query(options)}`);

// A token with which its holder sets a new password, shown this once.
export interface ResetToken {
  token: string;
  expires_at: string;
}

export const createUser = (user: { name: string; email: string; role: Role }) =>
  call<User & { reset?: ResetToken }>("POST", "/admin/users", { body: user });

export const changeUser = (userId: string, change: UserChange) =>
  call<User>("PATCH", `/admin/users/${id(userId)}`, { body: change });

export const deleteUser = (userId: string) => call<void>("DELETE", `/admin/users/${id(userId)}`);

export const resetUser = (userId: string) =>
  call<ResetToken>("POST", `/admin/users/${id(userId)}/reset`);

export interface Organisation {
  id: string;
  name: string;
  user_count: number;
  created_at: string;
}

export const listOrganisations = () =>
  call<{ organisations: Organisation[]; may_create: boolean }>("GET", "/admin/organisations");

// With the account that administrates it, whose first password its holder chooses.
export const createOrganisation = (what: { name: string; admin_name: string; admin_email: string }) =>
  call<Organisation & { admin: User & { reset?: ResetToken } }>("POST", "/admin/organisations", { body: what });

export interface Group {
  id: string;
  name: string;
  member_count?: number;
  created_at?: string;
}

export interface Member {
  id: string;
  name: string;
  email: string | null;
}

export const listGroups = () => call<{ groups: Group[] }>("GET", "/admin/groups").then((reply) => reply.groups);

export const createGroup = (name: string) => call<Group>("POST", "/admin/groups", { body: { name } });

export const renameGroup = (groupId: string, name: string) =>
  call<Group>("PATCH", `/admin/groups/${id(groupId)}`, { body: { name } });

export const deleteGroup = (groupId: string) => call<void>("DELETE", `/admin/groups/${id(groupId)}`);

export const listMembers = (groupId: string) =>
  call<{ members: Member[] }>("GET", `/admin/groups/${id(groupId)}/members`).then((reply) => reply.members);

export const addMember = (groupId: string, userId: string) =>
  call<void>("POST", `/admin/groups/${id(groupId)}/members`, { body: { user_id: userId } });

export const removeMember = (groupId: string, userId: string) =>
  call<void>("DELETE", `/admin/groups/${id(groupId)}/members/${id(userId)}`);

// The limits of a tier by name; null means no limit. An empty list of models means all.
export type Tier = { name: string; models: string[]; features: string[] } & Record<string, number | string | string[] | null>;

export const listTiers = () => call<{ tiers: Tier[] }>("GET", "/admin/tiers").then((reply) => reply.tiers);

export const changeTier = (name: string, change: Record<string, number | string[] | null>) =>
  call<Tier>("PATCH", `/admin/tiers/${id(name)}`, { body: change });

export interface ListedBudget extends Budget {
  used: number;
}

export interface NewBudget {
  subject_kind: string;
  subject_id: string;
  unit: BudgetUnit;
  period: BudgetPeriod;
  amount: number;
}

export const listBudgets = () =>
  call<{ budgets: ListedBudget[] }>("GET", "/admin/budgets").then((reply) => reply.budgets);

export const createBudget = (budget: NewBudget) => call<Budget>("POST", "/admin/budgets", { body: budget });

export const changeBudget = (budgetId: string, amount: number) =>
  call<Budget>("PATCH", `/admin/budgets/${id(budgetId)}`, { body: { amount } });

export const deleteBudget = (budgetId: string) => call<void>("DELETE", `/admin/budgets/${id(budgetId)}`);

export type CostsBy = "user" | "key" | "model" | "day" | "purpose";

export const getCosts = (by: CostsBy, span: Span) =>
  call<{ rows: CostRow[] }>("GET", `/admin/costs${query({ by, ...span })}`).then((reply) => reply.rows);

export interface CostRow extends UsageRow {
  name?: string | null;
}

export const getCostsCsv = (by: CostsBy, span: Span) =>
  call<string>("GET", `/admin/costs${query({ by, ...span, format: "csv" })}`, { accept: "text/csv" });

export interface AuditEntry {
  id: string;
  at: string;
  actor_kind: string;
  actor_id: string;
  // Their name, where it is known.
  actor: string;
  action: string;
  object_kind: string;
  object_id: string;
  outcome: string;
  address: string;
  detail: unknown;
}

export interface AuditFilter {
  actor?: string;
  action?: string;
  object?: string;
  from?: string;
  to?: string;
}

export const listAudit = (options: AuditFilter & { limit: number; offset: number }) =>
  call<{ entries: AuditEntry[]; pagination: Pagination }>("GET", `/admin/audit${query({ ...options })}`);

export interface AuditChain {
  sealed: number;
  unsealed: number;
  unsealed_seconds: number;
  // The first entry that does not follow from those before it.
  broken_at: number | null;
}

export const verifyAudit = () => call<AuditChain>("GET", "/admin/audit/verify");
