import { asApiError } from "@/api/api-error";
import { getConversation } from "@/api/conversations";
import type { PromptUse } from "@/api/prompts";
import { cancelTurn } from "@/api/service";
import type { ChatRequest, Message, TurnIds } from "@/api/types";
import { followTurn, startTurn } from "@/live/connection";
import { turns } from "@/live/turn-store";
import { idempotencyKey, settleIdempotencyKey } from "@/lib/idempotency-key";
import { turnStarted } from "./follow";
import { isLive, liveRow, userRow, type Row } from "./row";
import { isCurrent, setThread, thread } from "./thread-store";

// Sends a message at the end of the visible path. Resolves to the conversation it is in; rejects with ApiError,
// and then the thread is as it was before.
export async function sendMessage(text: string, model: string | null, prompt: PromptUse | null = null): Promise<string> {
  const { conversationId, rows } = thread();
  const request: ChatRequest = { message: text };
  if (conversationId) request.conversation_id = conversationId;
  if (prompt) request.prompt = prompt;
  const parent = rows.at(-1)?.message.id ?? null;
  return start(withModel(request, model), [...settled(rows), userRow(text, parent), liveRow(null, null)]);
}

// Another version of one's own message, and an answer to it: a new branch.
export async function editMessage(message: Message, text: string, model: string | null): Promise<void> {
  const place: ChatRequest = message.id ? { replaces: message.id } : { parent_id: message.parent_id };
  const request: ChatRequest = { ...place, message: text, conversation_id: thread().conversationId! };
  const before = thread().rows.slice(0, indexOf(message.id));
  await start(withModel(request, model), [...before, userRow(text, message.parent_id), liveRow(null, null)]);
}

// Another answer beside this one.
export async function regenerate(message: Message, model: string | null): Promise<void> {
  const request: ChatRequest = { conversation_id: thread().conversationId!, regenerate: message.id };
  const before = thread().rows.slice(0, indexOf(message.id));
  await start(withModel(request, model), [...before, liveRow(message.parent_id, null)]);
}

// Tries again after a failure: another answer if the failed one is stored, else the same message again.
export async function retry(row: Row, model: string | null): Promise<void> {
  if (!isLive(row)) return regenerate(row.message, model);
  const question = thread().rows[indexOf(row.message.id) - 1]?.message;
  if (question) await editMessage(question, question.content, model);
}

// What was generated so far is kept and stored.
export async function stopTurn(): Promise<void> {
  const { running } = thread();
  if (running && running !== "starting") await cancelTurn(running);
}

async function start(request: ChatRequest, rows: Row[]): Promise<string> {
  const before = thread();
  setThread({ rows, running: "starting", phase: "ready" });
  let ids: TurnIds;
  try {
    ids = await startTurn(request, idempotencyKey(request));
  } catch (error) {
    if (isCurrent(before.conversationId) && thread().running === "starting")
      setThread({ rows: before.rows, running: before.running, phase: before.phase });
    // Refused is answered; only a lost connection leaves open whether the turn began.
    if (asApiError(error).code !== "NETWORK") settleIdempotencyKey(request);
    throw error;
  }
  settleIdempotencyKey(request);
  if (isCurrent(before.conversationId) && thread().running === "starting") {
    setThread({ conversationId: ids.conversation_id });
    turnStarted(ids);
    if (!before.conversation) void describe(ids.conversation_id);
  } else {
    // The person went elsewhere meanwhile; the turn is followed all the same.
    turns.open(ids.turn_id, ids);
    followTurn(ids.turn_id);
  }
  return ids.conversation_id;
}

async function describe(conversationId: string): Promise<void> {
  const conversation = await getConversation(conversationId).catch(() => null);
  if (conversation && isCurrent(conversationId)) setThread({ conversation });
}

// A failed answer that was never stored leaves the path when the conversation goes on.
const settled = (rows: readonly Row[]) => rows.filter((row) => !isLive(row));

const indexOf = (messageId: string) => thread().rows.findIndex((row) => row.message.id === messageId);

const withModel = (request: ChatRequest, model: string | null): ChatRequest => (model ? { ...request, model } : request);
