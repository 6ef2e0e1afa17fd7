import { getBranch } from "@/api/conversations";
import type { TurnIds } from "@/api/types";
import { followTurn } from "@/live/connection";
import { turns } from "@/live/turn-store";
import { isLive, liveRow, renewRows } from "./row";
import { isCurrent, setThread, thread } from "./thread-store";

// Shows a running turn's answer below the message it answers. Without ids yet, that is the last user message.
export function placeTurn(turnId: string, ids: TurnIds | null): void {
  const { rows } = thread();
  setThread({ running: turnId });
  const parent = ids
    ? rows.findIndex((row) => row.message.id === ids.user_message_id)
    : rows.findLastIndex((row) => row.message.role === "user");
  // Another answer of an older message is known only by its ids; the branch it grows on may not be the visible one.
  if (parent < 0 || (!ids && parent !== rows.length - 1)) return;
  const shown = rows.slice(parent + 1).find(isLive);
  const fresh = liveRow(rows[parent]!.message.id, turnId, ids?.message_id);
  setThread({ rows: [...rows.slice(0, parent + 1), shown ? { ...fresh, key: shown.key } : fresh] });
}

// The server accepted a send: the rows shown in advance get their ids, and the turn is followed.
export function turnStarted(ids: TurnIds): void {
  turns.open(ids.turn_id, ids);
  const { rows } = thread();
  setThread({
    running: ids.turn_id,
    rows: rows.map((row) => {
      if (row.message.role === "user" && row.message.id === "")
        return { ...row, message: { ...row.message, id: ids.user_message_id } };
      if (row.turnId === null)
        return { ...row, turnId: ids.turn_id, message: { ...row.message, id: ids.message_id, parent_id: ids.user_message_id } };
      return row;
    }),
  });
  followTurn(ids.turn_id);
}

// The answer is complete: shows it, and the message before it, as stored. Keeps the live row if there is nothing stored.
export async function settleTurn(turnId: string): Promise<void> {
  const { conversationId, running } = thread();
  // A thread that is not on the screen is read again when it is opened.
  if (!conversationId || running !== turnId) return turns.forget(turnId);
  const view = turns.view(turnId);
  // Only this tab saw how long the model thought, and who was asked.
  const seen = { thinkingMs: view?.thinkingMs ?? null, route: view?.route ?? [] };
  setThread({
    running: null,
    rows: thread().rows.map((row) => (row.turnId === turnId ? { ...row, ...seen } : row)),
  });
  const branch = await getBranch(conversationId, { limit: 2 }).catch(() => null);
  if (!branch || !isCurrent(conversationId)) return;
  const { rows } = thread();
  const stored = branch.messages.find((message) => message.id === view?.ids?.message_id);
  const live = rows.findIndex((row) => row.turnId === turnId);
  // A refresh may have come first; without a stored message the live one stays.
  if (live < 0) return turns.forget(turnId);
  if (!stored) return;
  const start = Math.max(0, live + 1 - branch.messages.length);
  const renewed = renewRows(rows.slice(start), branch.messages);
  setThread({ rows: [...rows.slice(0, start), ...renewed, ...rows.slice(live + 1)] });
  turns.forget(turnId);
}
