import { ApiError } from "@/api/api-error";
import type { ChatRequest, TurnIds } from "@/api/types";
import { Backoff } from "./backoff";
import type { Link, LinkEvents } from "./link";

// A send that waits longer than this for a connection fails, and the composer gets its text back.
const sendPatienceMs = 15_000;
const pingEveryMs = 20_000;
const silenceMs = 45_000;
const transientPauseMs = 1000;
const transient = new Set(["SERVICE_UNAVAILABLE", "INTERNAL_ERROR", "RATE_LIMIT_EXCEEDED"]);

interface PendingSend {
  request: ChatRequest;
  key: string;
  resolve(ids: TurnIds): void;
  reject(error: ApiError): void;
  timer: ReturnType<typeof setTimeout>;
}

type Frame = { type?: string } & Record<string, unknown>;

// The one WebSocket of this tab. After a break it subscribes to every followed turn from where that turn stands,
// and repeats unanswered sends under their idempotency keys.
export class SocketLink implements Link {
  private socket: WebSocket | null = null;
  private readonly followed = new Map<string, () => number>();
  private readonly pending = new Map<string, PendingSend>();
  private readonly backoff = new Backoff();
  private reconnect: ReturnType<typeof setTimeout> | null = null;
  private heartbeat: ReturnType<typeof setInterval> | null = null;
  private heardAt = 0;
  private refs = 0;
  private closed = false;
  private readonly url: string;
  private readonly events: LinkEvents;
  // Called when an attempt ended before the connection ever opened.
  private readonly onRefused: () => void;

  constructor(url: string, events: LinkEvents, onRefused: () => void = () => {}) {
    this.url = url;
    this.events = events;
    this.onRefused = onRefused;
    this.connect();
  }

  follow(turnId: string, after: () => number): void {
    const already = this.followed.has(turnId);
    this.followed.set(turnId, after);
    if (!already) this.subscribe(turnId);
  }

  unfollow(turnId: string): void {
    if (this.followed.delete(turnId)) this.tell({ type: "unsubscribe", turn_id: turnId });
  }

  send(request: ChatRequest, idempotencyKey: string): Promise<TurnIds> {
    const ref = `c${++this.refs}`;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.settle(ref)?.reject(ApiError.network()), sendPatienceMs);
      this.pending.set(ref, { request, key: idempotencyKey, resolve, reject, timer });
      this.tellSend(ref);
      this.retryNow();
    });
  }

  retryNow(): void {
    if (!this.reconnect) return;
    clearTimeout(this.reconnect);
    this.reconnect = null;
    this.connect();
  }

  close(): void {
    this.closed = true;
    if (this.reconnect) clearTimeout(this.reconnect);
    this.socket?.close();
    for (const ref of [...this.pending.keys()]) this.settle(ref)?.reject(ApiError.network());
  }

  private connect(): void {
    let opened = false;
    const socket = new WebSocket(this.url);
    this.socket = socket;
    this.events.state("connecting");
    socket.onopen = () => {
      opened = true;
      this.heardAt = Date.now();
      this.backoff.reset();
      this.heartbeat = setInterval(() => this.beat(), pingEveryMs);
      this.events.state("open");
      for (const turnId of this.followed.keys()) this.subscribe(turnId);
      for (const ref of this.pending.keys()) this.tellSend(ref);
    };
    socket.onmessage = (message) => this.hear(message.data);
    socket.onclose = () => {
      if (this.heartbeat) clearInterval(this.heartbeat);
      this.heartbeat = null;
      if (this.closed || this.socket !== socket) return;
      this.socket = null;
      this.events.state("lost");
      this.reconnect = setTimeout(() => {
        this.reconnect = null;
        this.connect();
      }, this.backoff.next());
      if (!opened) this.onRefused();
    };
  }

  // A connection that a sleeping laptop or a proxy dropped without a word shows only by its silence.
  private beat(): void {
    if (Date.now() - this.heardAt > silenceMs) this.socket?.close();
    else this.tell({ type: "ping" });
  }

  private tell(frame: Frame): void {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(frame));
  }

  private tellSend(ref: string): void {
    const send = this.pending.get(ref);
    if (send) this.tell({ type: "send", ref, request: send.request, idempotency_key: send.key });
  }

  private settle(ref: string): PendingSend | undefined {
    const send = this.pending.get(ref);
    if (send) clearTimeout(send.timer);
    this.pending.delete(ref);
    return send;
  }

  private hear(data: unknown): void {
    if (this.closed) return;
    this.heardAt = Date.now();
    let frame: Frame;
    try {
      frame = JSON.parse(String(data)) as Frame;
    } catch {
      return;
    }
    switch (frame.type) {
      case "sent":
        // The server subscribes the sender from the start.
        this.followed.set(String(frame.turn_id), () => 0);
        return this.settle(String(frame.ref))?.resolve(frame as unknown as TurnIds);
      case "failed": {
        const error = ApiError.from(frame.error);
        if (typeof frame.ref === "string") return this.settle(frame.ref)?.reject(error);
        if (typeof frame.turn_id === "string") this.refused(frame.turn_id, error);
        return;
      }
      case "event":
        return this.hearEvent(String(frame.turn_id), Number(frame.sequence), String(frame.event), frame.data);
      case "conversation":
        return this.events.conversation(String(frame.id), String(frame.change));
    }
  }

  // A server that is only just starting may refuse for a moment; a turn that is gone stays gone.
  private refused(turnId: string, error: ApiError): void {
    if (transient.has(error.code)) {
      setTimeout(() => this.subscribe(turnId), transientPauseMs);
      return;
    }
    this.followed.delete(turnId);
    this.events.failed(turnId, error);
  }

  private subscribe(turnId: string): void {
    const after = this.followed.get(turnId);
    if (after) this.tell({ type: "subscribe", turn_id: turnId, after: after() });
  }

  private hearEvent(turnId: string, sequence: number, name: string, data: unknown): void {
    if (!this.followed.has(turnId)) return;
    if (this.events.event(turnId, sequence, name, data) === "gap") this.subscribe(turnId);
    if (name === "complete" || name === "error") this.followed.delete(turnId);
  }
}
