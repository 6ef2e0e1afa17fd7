import type { ApiError } from "@/api/api-error";
import type { ChatRequest, TurnIds } from "@/api/types";

// A way to follow turns. Two exist: the WebSocket that the page uses, and event streams where a proxy allows no WebSocket.
export interface Link {
  // Follows a turn from the sequence number after `after()`, through any number of reconnects, until `unfollow`.
  follow(turnId: string, after: () => number): void;
  unfollow(turnId: string): void;
  // Starts a turn. Repeating a key repeats the reply, not the turn. Rejects with ApiError.
  send(request: ChatRequest, idempotencyKey: string): Promise<TurnIds>;
  // Connects now instead of at the end of the current pause.
  retryNow(): void;
  close(): void;
}

export type LinkState = "connecting" | "open" | "lost";

export interface LinkEvents {
  state(state: LinkState): void;
  event(turnId: string, sequence: number, name: string, data: unknown): "applied" | "duplicate" | "gap";
  // The turn cannot be followed: it expired, or it is not ours.
  failed(turnId: string, error: ApiError): void;
  conversation(id: string, change: string): void;
}
