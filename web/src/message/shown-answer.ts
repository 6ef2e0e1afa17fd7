import type { FinishReason, MessageError, Source } from "@/api/types";
import type { TurnView } from "@/live/turn";
import { isLive, type Row } from "@/thread/row";

// An answer as the page shows it, whether it is still on its way or stored.
export interface ShownAnswer {
  text: string;
  thinking: string;
  thinkingMs: number | null;
  running: boolean;
  status: string | null;
  route: TurnView["route"];
  sources: readonly Source[];
  finishReason: FinishReason | null;
  error: MessageError | null;
}

export function shownAnswer(row: Row, turn: TurnView | null): ShownAnswer {
  const { message } = row;
  if (!isLive(row))
    return {
      text: message.content,
      thinking: message.thinking ?? "",
      thinkingMs: row.thinkingMs ?? null,
      running: false,
      status: null,
      route: row.route ?? [],
      sources: message.sources,
      finishReason: message.finish_reason,
      error: message.error,
    };
  if (!turn) return waiting;
  const { text, thinking, thinkingMs, status, route, sources, finishReason, error, phase } = turn;
  const running = phase === "waiting" || phase === "streaming";
  return { text, thinking, thinkingMs, running, status, route, sources, finishReason, error };
}

const waiting: ShownAnswer = {
  text: "",
  thinking: "",
  thinkingMs: null,
  running: true,
  status: null,
  route: [],
  sources: [],
  finishReason: null,
  error: null,
};
