import type { FinishReason, MessageError, Source, TurnIds } from "@/api/types";
import { readEvent, type TurnEvent } from "./events";
import type { RouteStep } from "./route";

export type TurnPhase = "waiting" | "streaming" | "complete" | "error";

// What the page shows of one turn. Immutable: a new one for each frame in which something changed.
export interface TurnView {
  readonly ids: TurnIds | null;
  readonly phase: TurnPhase;
  readonly text: string;
  readonly thinking: string;
  readonly thinkingMs: number | null;
  readonly status: string | null;
  readonly sources: readonly Source[];
  readonly tokens: number | null;
  readonly finishReason: FinishReason | null;
  readonly error: MessageError | null;
  // Who was asked and why, and where a takeover or another provider went on with the answer.
  readonly route: readonly RouteStep[];
}

// Where the texts stood after a sequence number, so that `restarted` can go back there.
interface Mark {
  sequence: number;
  text: number;
  thinking: number;
}

// Rebuilds one answer from its log. Events count densely from 1, so duplicates after a reconnect are recognised
// and a gap is never papered over.
export class Turn {
  sequence = 0;
  private view: TurnView;
  private marks: Mark[] = [];
  private thinkingSince: number | null = null;
  private readonly now: () => number;

  constructor(ids: TurnIds | null = null, now: () => number = () => performance.now()) {
    this.now = now;
    this.view = {
      ids,
      phase: "waiting",
      text: "",
      thinking: "",
      thinkingMs: null,
      status: null,
      sources: [],
      tokens: null,
      finishReason: null,
      error: null,
      route: [],
    };
  }

  get current(): TurnView {
    return this.view;
  }

  get ended(): boolean {
    return this.view.phase === "complete" || this.view.phase === "error";
  }

  // "gap" means that events are missing: subscribe again after `sequence`.
  receive(sequence: number, name: string, data: unknown): "applied" | "duplicate" | "gap" {
    if (sequence <= this.sequence || this.ended) return "duplicate";
    if (sequence !== this.sequence + 1) return "gap";
    this.sequence = sequence;
    const event = readEvent(name, data);
    if (event) this.apply(event);
    return "applied";
  }

  // The log is gone (expired, or the server forgot it): what is shown stays, nothing more will come.
  abandon(error: MessageError): void {
    if (!this.ended) this.change({ phase: "error", error, status: null });
  }

  private change(part: Partial<TurnView>): void {
    this.view = { ...this.view, ...part };
  }

  private apply(event: TurnEvent): void {
    switch (event.name) {
      case "start":
        return this.change({ ids: event });
      case "token":
        return this.append(event.text, "");
      case "thinking":
        return this.append("", event.text);
      case "status":
        if (event.step) return this.went(event.step);
        return this.change({ status: event.text || null });
      case "sources":
        return this.change({ sources: event.sources });
      case "usage":
        return this.change({ tokens: event.tokens ?? this.view.tokens });
      case "continued":
        return this.went({ kind: "continued", model: event.model, why: null, wait: 0 });
      case "restarted":
        return this.restart(event.truncateTo);
      case "complete":
        return this.change({
          phase: "complete",
          finishReason: event.finishReason,
          tokens: this.view.tokens ?? event.tokens,
          status: null,
        });
      case "error":
        return this.change({
          phase: "error",
          finishReason: "error",
          error: { code: event.code, message: event.message, retryable: event.retryable, retry_after: event.retry_after },
          status: null,
        });
    }
  }

  private went(step: RouteStep): void {
    this.change({ route: [...this.view.route, step], status: null });
  }

  private append(text: string, thinking: string): void {
    if (thinking) this.thinkingSince ??= this.now();
    let { thinkingMs } = this.view;
    if (text && thinkingMs === null && this.thinkingSince !== null) thinkingMs = this.now() - this.thinkingSince;
    this.change({
      phase: "streaming",
      text: this.view.text + text,
      thinking: this.view.thinking + thinking,
      thinkingMs,
      status: null,
    });
    this.marks.push({ sequence: this.sequence, text: this.view.text.length, thinking: this.view.thinking.length });
  }

  private restart(truncateTo: number): void {
    while (this.marks.length && this.marks[this.marks.length - 1]!.sequence > truncateTo) this.marks.pop();
    const mark = this.marks.at(-1);
    this.change({
      text: this.view.text.slice(0, mark?.text ?? 0),
      thinking: this.view.thinking.slice(0, mark?.thinking ?? 0),
    });
    this.went({ kind: "restarted", model: null, why: null, wait: 0 });
  }
}
