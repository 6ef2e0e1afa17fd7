import type { PromptUse } from "./prompts";

// The wire shapes the page reads, as the server documents them in /openapi.json.

export interface Conversation {
  id: string;
  title: string;
  created_at: string;
  updated_at: string;
  message_count: number;
  model: string | null;
  status: string;
  pinned: boolean;
  active_turn_id: string | null;
  head_message_id?: string | null;
  // Whose it is, where it is not the reader's own, and what the reader may do with it.
  owner?: { id: string; name: string } | null;
  may?: "own" | "write" | "read";
}

export interface Pagination {
  total: number;
  limit: number;
  offset: number;
  has_more: boolean;
}

export interface ConversationPage {
  conversations: Conversation[];
  pagination: Pagination;
}

export type FinishReason = "stop" | "length" | "tool_call" | "content_filter" | "cancelled" | "error";

export interface Source {
  id: string;
  title: string;
  snippet?: string;
  url?: string | null;
  page?: number | null;
}

export interface MessageError {
  code: string;
  message: string;
  retryable?: boolean;
  // Seconds, of a limit.
  retry_after?: number;
  request_id?: string;
}

export interface Message {
  id: string;
  parent_id: string | null;
  role: "user" | "assistant" | "system" | "tool";
  content: string;
  thinking: string | null;
  token_count: number | null;
  model: string | null;
  provider: string | null;
  finish_reason: FinishReason | null;
  sources: Source[];
  ttft_ms: number | null;
  duration_ms: number | null;
  cost_usd: number | null;
  error: MessageError | null;
  timestamp: string;
  turn_id: string | null;
  siblings: string[];
}

export interface Branch {
  messages: Message[];
  total: number;
  has_more: boolean;
}

export interface Model {
  id: string;
  name: string;
  provider: string;
  context_tokens: number | null;
  tokenizer: string;
  tier?: string | null;
  // Dollars per million tokens.
  prices?: { input: number; output: number; cached: number } | null;
  features: { tools?: boolean; prefill?: boolean };
  default: boolean;
}

export interface ModelList {
  models: Model[];
  // Names that stand for several models.
  aliases: string[];
}

export interface SearchResult {
  message_id: string;
  conversation_id: string;
  title: string;
  snippet: string;
  role: Message["role"];
  timestamp: string;
}

export interface Health {
  status: "healthy" | "degraded" | "unhealthy";
  version: string;
  environment: string;
  model: string;
  provider: string;
  level: string;
  hint?: string | null;
}

// What starts a turn: a new message at the head, an edit (replaces), or another answer (regenerate).
export interface ChatRequest {
  conversation_id?: string;
  message?: string;
  model?: string;
  parent_id?: string | null;
  regenerate?: string;
  replaces?: string;
  prompt?: PromptUse;
}

// The ids of a started turn, as the `sent` reply and the `start` event carry them.
export interface TurnIds {
  turn_id: string;
  conversation_id: string;
  user_message_id: string;
  message_id: string;
}
