import { call, query } from "./http";
import type { Health, ModelList, SearchResult } from "./types";

export const getHealth = () => call<Health>("GET", "/health");

export const listModels = () => call<ModelList>("GET", "/models");

export const searchMessages = (q: string, limit: number, signal?: AbortSignal) =>
  call<{ results: SearchResult[] }>("GET", `/search${query({ q, limit })}`, { signal }).then((reply) => reply.results);

export const cancelTurn = (turnId: string) => call("POST", `/chat/streams/${encodeURIComponent(turnId)}/cancel`);
