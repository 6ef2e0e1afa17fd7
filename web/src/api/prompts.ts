import { call, query } from "./http";
import type { Pagination } from "./types";

export interface PromptVariable {
  name: string;
  description: string;
  // Without one, a value must be given.
  default?: string | null;
}

export interface PromptExample {
  user: string;
  assistant: string;
}

export const promptParts = ["role", "instructions", "constraints", "format", "context"] as const;
export type PromptPart = (typeof promptParts)[number];

export type PromptTemplate = Record<PromptPart, string> & {
  examples: PromptExample[];
  variables: PromptVariable[];
};

export interface PromptItem {
  id: string;
  name: string;
  description: string;
  version: number;
  shared: boolean;
  // It comes with the program.
  shipped: boolean;
  may: "own" | "manage" | "read";
  owner?: { id: string; name: string } | null;
  updated_at?: string | null;
}

export interface Prompt extends PromptItem {
  newest_version: number;
  template: PromptTemplate;
}

export interface PromptPage {
  prompts: PromptItem[];
  shipped: PromptItem[];
  pagination: Pagination;
}

export interface PromptVersion {
  version: number;
  author: string;
  created_at?: string | null;
}

export interface PromptBody {
  name: string;
  description: string;
  shared: boolean;
  template: PromptTemplate;
}

// How a message names the template that it wants.
export interface PromptUse {
  id: string;
  variables: Record<string, string>;
}

const path = (id: string) => `/prompts/${encodeURIComponent(id)}`;

export const listPrompts = (parameters: { q?: string; offset?: number; limit?: number } = {}) =>
  call<PromptPage>("GET", `/prompts${query(parameters)}`);

export const getPrompt = (id: string, version?: number) =>
  call<Prompt>("GET", version === undefined ? path(id) : `${path(id)}/versions/${version}`);

export const createPrompt = (body: PromptBody) => call<Prompt>("POST", "/prompts", { body });

// `version` is the newest one that the person saw: nobody's work is lost.
export const updatePrompt = (id: string, body: Partial<PromptBody> & { version?: number }) =>
  call<Prompt>("PATCH", path(id), { body });

export const deletePrompt = (id: string) => call<void>("DELETE", path(id));

export const listPromptVersions = (id: string) =>
  call<{ versions: PromptVersion[] }>("GET", `${path(id)}/versions`).then((reply) => reply.versions);

export const renderPrompt = (id: string, variables: Record<string, string>) =>
  call<{ system_prompt: string; version: number; tokens: number }>("POST", `${path(id)}/render`, { body: { variables } });
