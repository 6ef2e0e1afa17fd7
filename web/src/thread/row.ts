import type { Message } from "@/api/types";
import type { RouteStep } from "@/live/route";

// One line of the thread. The key stays when a message gets its real id or its stored form, so that its element stays too.
export interface Row {
  readonly key: string;
  readonly message: Message;
  // The answer is shown from this turn's log: null while the turn's id is still on its way, absent once it is stored.
  readonly turnId?: string | null;
  // How long the model thought, as far as this tab saw it.
  readonly thinkingMs?: number | null;
  // Who was asked for it and why, as far as this tab saw it.
  readonly route?: readonly RouteStep[];
}

export const isLive = (row: Row) => row.turnId !== undefined;

let count = 0;
const localKey = () => `local-${++count}`;

export const storedRow = (message: Message): Row => ({ key: message.id, message });

export function userRow(content: string, parentId: string | null): Row {
  return { key: localKey(), message: { ...blank, id: "", role: "user", content, parent_id: parentId, timestamp: now() } };
}

export function liveRow(parentId: string | null, turnId: string | null, messageId = ""): Row {
  const message: Message = { ...blank, id: messageId, role: "assistant", parent_id: parentId, timestamp: now() };
  return { key: localKey(), message, turnId };
}

const now = () => new Date().toISOString();

const blank: Omit<Message, "id" | "role" | "parent_id" | "timestamp"> = {
  content: "",
  thinking: null,
  token_count: null,
  model: null,
  provider: null,
  finish_reason: null,
  sources: [],
  ttft_ms: null,
  duration_ms: null,
  cost_usd: null,
  error: null,
  turn_id: null,
  siblings: [],
};

// The path again, as the server now stores it: known messages keep their rows' keys and, when unchanged, their rows.
export function renewRows(rows: readonly Row[], messages: readonly Message[]): Row[] {
  const known = new Map(rows.filter((row) => row.message.id).map((row) => [row.message.id, row]));
  return messages.map((message) => {
    const row = known.get(message.id);
    if (!row) return storedRow(message);
    return !isLive(row) && sameMessage(row.message, message) ? row : { key: row.key, message, thinkingMs: row.thinkingMs ?? null, route: row.route ?? [] };
  });
}

// The rows with a freshly read end of the path: what is loaded before it stays, if the path is still the same there.
export function renewEnd(rows: readonly Row[], messages: readonly Message[]): Row[] {
  const first = messages[0];
  const start = first ? rows.findIndex((row) => row.message.id === first.id) : -1;
  return [...rows.slice(0, Math.max(0, start)), ...renewRows(rows, messages)];
}

function sameMessage(a: Message, b: Message): boolean {
  return (
    a.content === b.content &&
    a.finish_reason === b.finish_reason &&
    a.siblings.length === b.siblings.length &&
    a.siblings.every((id, index) => id === b.siblings[index])
  );
}
