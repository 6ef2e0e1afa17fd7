import { create } from "zustand";
import { asApiError } from "@/api/api-error";
import { getHealth } from "@/api/service";
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
    addEventListener("online", () => link?.retryNow());
    document.addEventListener("visibilitychange", () => document.hidden || link?.retryNow());
  }
  return link;
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

async function considerFallback(): Promise<void> {
  refusals += 1;
  if (refusals < refusalsBeforeFallback || !(link instanceof SocketLink)) return;
  const reachable = await getHealth().then(
    () => true,
    () => false,
  );
  if (!reachable || !(link instanceof SocketLink) || useConnection.getState().state === "open") return;
  const refused = link;
  link = new StreamLink(events);
  refused.close();
  for (const turnId of turns.unfinished()) followTurn(turnId);
}
