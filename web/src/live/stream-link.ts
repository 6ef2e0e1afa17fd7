import { ApiError, asApiError } from "@/api/api-error";
import { refusal } from "@/api/http";
import { csrfHeader, sessionEnded } from "@/api/session-token";
import type { ChatRequest, TurnIds } from "@/api/types";
import { Backoff } from "./backoff";
import { EventStreamParser } from "./event-stream";
import type { Link, LinkEvents } from "./link";

// Follows turns over event streams, one request each: slower to notice changes of other tabs than the WebSocket,
// but it passes through every proxy.
export class StreamLink implements Link {
  private readonly running = new Map<string, AbortController>();
  private readonly events: LinkEvents;

  constructor(events: LinkEvents) {
    this.events = events;
    events.state("open");
  }

  follow(turnId: string, after: () => number): void {
    if (this.running.has(turnId)) return;
    const abort = new AbortController();
    this.running.set(turnId, abort);
    void this.read(turnId, after, abort.signal);
  }

  unfollow(turnId: string): void {
    this.running.get(turnId)?.abort();
    this.running.delete(turnId);
  }

  async send(request: ChatRequest, idempotencyKey: string): Promise<TurnIds> {
    const abort = new AbortController();
    let response: Response;
    try {
      response = await fetch("/api/v1/chat/stream", {
        method: "POST",
        headers: {
          Accept: "text/event-stream",
          "Content-Type": "application/json",
          "Idempotency-Key": `"${idempotencyKey}"`,
          ...csrfHeader("POST"),
        },
        body: JSON.stringify(request),
        signal: abort.signal,
      });
    } catch {
      throw ApiError.network();
    }
    if (response.status === 401) sessionEnded();
    if (!response.ok) throw await refusal(response);
    // `start` carries the ids. The stream is then dropped; follow() reads the turn again from its beginning.
    const ids = await firstEvent(response);
    abort.abort();
    return ids;
  }

  retryNow(): void {}

  close(): void {
    for (const abort of this.running.values()) abort.abort();
    this.running.clear();
  }

  private async read(turnId: string, after: () => number, signal: AbortSignal): Promise<void> {
    const backoff = new Backoff();
    while (!signal.aborted) {
      try {
        const response = await this.resume(turnId, after(), signal);
        this.events.state("open");
        backoff.reset();
        if (await this.drain(turnId, response)) break;
      } catch (error) {
        if (signal.aborted) return;
        const known = asApiError(error);
        if (known.status >= 400 && known.status < 500) {
          this.running.delete(turnId);
          return this.events.failed(turnId, known);
        }
        this.events.state("lost");
      }
      await new Promise((resume) => setTimeout(resume, backoff.next()));
    }
    this.running.delete(turnId);
  }

  private async resume(turnId: string, after: number, signal: AbortSignal): Promise<Response> {
    const response = await fetch(`/api/v1/chat/streams/${encodeURIComponent(turnId)}`, {
      headers: { Accept: "text/event-stream", "Last-Event-ID": String(after) },
      signal,
    });
    if (response.status === 401) sessionEnded();
    if (!response.ok) throw await refusal(response);
    return response;
  }

  // True when the turn's last event was among what came.
  private async drain(turnId: string, response: Response): Promise<boolean> {
    const parser = new EventStreamParser();
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return false;
      for (const event of parser.feed(value)) {
        const outcome = this.events.event(turnId, Number(event.id), event.name, JSON.parse(event.data));
        if (outcome === "gap") return false;
        if (event.name === "complete" || event.name === "error") return true;
      }
    }
  }
}

async function firstEvent(response: Response): Promise<TurnIds> {
  const parser = new EventStreamParser();
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  for (;;) {
    const { value, done } = await reader.read().catch(() => ({ value: undefined, done: true }) as const);
    if (done) throw ApiError.network();
    const event = parser.feed(value)[0];
    if (event) return JSON.parse(event.data) as TurnIds;
  }
}
