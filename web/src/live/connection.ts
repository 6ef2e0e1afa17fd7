import { create } from "zustand";
import { getMe } from "@/api/account";
import { asApiError } from "@/api/api-error";
import { sessionEnded } from "@/api/session-token";
import type { ChatRequest, TurnIds } from "@/api/types";
import type { Link, LinkEvents, LinkState } from "./link";
import { SocketLink } from "./socket-link";
import { StreamLink } from "./stream-link";
import { turns } from "./turn-store";

// Attempts that never opened although the server answers HTTP: then something between us refuses WebSockets.
const refusalsBeforeFallback = 3;

export const useConnection = create<{ state: LinkState }>(() => ({ state: "connecting" }));

let link: Link | null = null;
let refusals = 0;
const conversationListeners = new Set<(id: string, change: string) => void>();

const events: LinkEvents = {
  state: (state) => {
    if (state === "open") refusals = 0;
    useConnection.setState({ state });
  },
  event: (turnId, sequence, name, data) => turns.receive(turnId, sequence, name, data),
  failed: (turnId, error) =>
    turns.abandon(turnId, { code: error.code, message: error.message, request_id: error.requestId ?? undefined }),
  conversation: (id, change) => conversationListeners.forEach((listener) => listener(id, change)),
};

// The tab's connection, made on first use.
export function connection(): Link {
  if (!link) {
    const url = new URL("/api/v1/ws", location.href);
    url.protocol = url.protocol.replace("http", "ws");
    link = new SocketLink(url.href, events, () => void considerFallback());
    watchNetwork();
  }
  return link;
}

let watching = false;

function watchNetwork(): void {
  if (watching) return;
  watching = true;
  addEventListener("online", () => link?.retryNow());
  document.addEventListener("visibilitychange", () => document.hidden || link?.retryNow());
}

// Hangs up, for when nobody is signed in. The next use connects again.
export function disconnect(): void {
  link?.close();
  link = null;
  refusals = 0;
}

// Connects again after `disconnect` and goes on with the turns that were followed.
export function reconnect(): void {
  connection();
  for (const turnId of turns.unfinished()) followTurn(turnId);
}

// Starts a turn. A send that was caught in the change from one kind of link to the other is repeated over the new one,
// under the same key.
export async function startTurn(request: ChatRequest, idempotencyKey: string): Promise<TurnIds> {
  const used = connection();
  try {
    return await used.send(request, idempotencyKey);
  } catch (error) {
    if (link === used || asApiError(error).code !== "NETWORK") throw error;
    return connection().send(request, idempotencyKey);
  }
}

export function onConversationChange(listener: (id: string, change: string) => void): () => void {
  conversationListeners.add(listener);
  return () => conversationListeners.delete(listener);
}

// Follows a turn from where this tab stands with it.
export function followTurn(turnId: string): void {
  turns.open(turnId);
  connection().follow(turnId, () => turns.sequence(turnId));
}

// An attempt was refused: because the session is over, because the server is away, or because WebSockets get nowhere.
async function considerFallback(): Promise<void> {
  refusals += 1;
  const refused = link;
  const status = await getMe().then(
    () => 200,
    (error: unknown) => asApiError(error).status,
  );
  if (link !== refused) return;
  if (status === 401) return sessionEnded();
  if (refusals < refusalsBeforeFallback || !(refused instanceof SocketLink)) return;
  if (status !== 200 || useConnection.getState().state === "open") return;
  link = new StreamLink(events);
  refused.close();
  for (const turnId of turns.unfinished()) followTurn(turnId);
}
