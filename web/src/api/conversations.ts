import { call, query } from "./http";
import type { Branch, Conversation, ConversationPage } from "./types";

const path = (id: string) => `/conversations/${encodeURIComponent(id)}`;

export const listConversations = (options: { limit: number; offset?: number; q?: string; shared?: "true" | undefined }, signal?: AbortSignal) =>
  call<ConversationPage>("GET", `/conversations${query({ ...options, sort: "updated", order: "desc" })}`, { signal });

export const getConversation = (id: string, signal?: AbortSignal) => call<Conversation>("GET", path(id), { signal });

export const changeConversation = (id: string, change: { title?: string; pinned?: boolean; model?: string }) =>
  call<Conversation>("PATCH", path(id), { body: change });

export const deleteConversation = (id: string) => call<void>("DELETE", path(id));

export const restoreConversation = (id: string) => call<Conversation>("POST", `${path(id)}/restore`);

// The path from the root to `leaf` (the head when absent): the newest `limit` messages before `before`, oldest first.
export const getBranch = (
  id: string,
  options: { leaf?: string; limit: number; before?: string },
  signal?: AbortSignal,
) => call<Branch>("GET", `${path(id)}/branch${query(options)}`, { signal });

// Makes the newest leaf under this message the head.
export const chooseHead = (id: string, messageId: string) =>
  call<{ head_message_id: string }>("POST", `${path(id)}/head`, { body: { message_id: messageId } });
