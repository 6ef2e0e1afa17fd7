import type { FinishReason, Source, TurnIds } from "@/api/types";
import { stepOf, type RouteStep } from "./route";

// What a turn's log can say to the page. Everything else a server or a model behind it might send is dropped.
export type TurnEvent =
  | ({ name: "start" } & TurnIds)
  | { name: "token"; text: string }
  | { name: "thinking"; text: string }
  | { name: "status"; text: string; step: RouteStep | null }
  | { name: "sources"; sources: Source[] }
  | { name: "usage"; tokens: number | null }
  | { name: "continued"; model: string | null }
  | { name: "restarted"; truncateTo: number }
  | { name: "complete"; finishReason: FinishReason; tokens: number | null; messageId: string | null }
  | { name: "error"; code: string; message: string; retryable: boolean; retry_after?: number };

type Fields = Record<string, unknown>;

const text = (value: unknown) => (typeof value === "string" ? value : "");
const textOrNull = (value: unknown) => (typeof value === "string" ? value : null);
const numberOrNull = (value: unknown) => (typeof value === "number" ? value : null);
const finishReasons = new Set(["stop", "length", "tool_call", "content_filter", "cancelled", "error"]);

// Null for an event that is not in the schema: the reader advances past it and shows nothing.
export function readEvent(name: string, data: unknown): TurnEvent | null {
  const fields = (typeof data === "object" && data !== null ? data : {}) as Fields;
  switch (name) {
    case "start":
      return {
        name,
        turn_id: text(fields.turn_id),
        conversation_id: text(fields.conversation_id),
        user_message_id: text(fields.user_message_id),
        message_id: text(fields.message_id),
      };
    case "token":
      return { name, text: text(fields.token) };
    case "thinking":
      return { name, text: text(fields.text) };
    case "status":
      return { name, text: text(fields.message) || text(fields.stage), step: stepOf(fields) };
    case "sources":
      return { name, sources: Array.isArray(fields.sources) ? (fields.sources as Source[]) : [] };
    case "usage":
      return { name, tokens: numberOrNull(fields.completion) };
    case "continued":
      return { name, model: textOrNull(fields.model) };
    case "restarted":
      return { name, truncateTo: numberOrNull(fields.truncate_to) ?? 0 };
    case "complete": {
      const reason = text(fields.finish_reason);
      return {
        name,
        finishReason: (finishReasons.has(reason) ? reason : "stop") as FinishReason,
        tokens: numberOrNull(fields.total_tokens),
        messageId: textOrNull(fields.message_id),
      };
    }
    case "error":
      return {
        name,
        code: text(fields.code) || "INTERNAL_ERROR",
        message: text(fields.message),
        retryable: fields.retryable !== false,
        ...(typeof fields.retry_after === "number" && { retry_after: fields.retry_after }),
      };
    default:
      return null;
  }
}
