import { useCallback, useSyncExternalStore } from "react";
import type { MessageError, TurnIds } from "@/api/types";
import { Turn, type TurnView } from "./turn";

type Listener = () => void;

// The turns this tab follows. Events are applied at once; those who show a turn hear of it once per frame.
export class TurnStore {
  private readonly turns = new Map<string, Turn>();
  private readonly listeners = new Map<string, Set<Listener>>();
  private readonly dirty = new Set<string>();
  private readonly schedule: (flush: () => void) => void;
  // Called once for each turn that ends, after its last event was applied.
  onEnd: (turnId: string, view: TurnView) => void = () => {};
  // Called when a turn's ids became known through its log.
  onStart: (turnId: string, view: TurnView) => void = () => {};

  constructor(schedule: (flush: () => void) => void = nextFrame) {
    this.schedule = schedule;
  }

  // Starts to keep a turn; what is already known of it stays.
  open(turnId: string, ids: TurnIds | null = null): Turn {
    let turn = this.turns.get(turnId);
    if (!turn) this.turns.set(turnId, (turn = new Turn(ids)));
    return turn;
  }

  view(turnId: string | null): TurnView | null {
    return (turnId && this.turns.get(turnId)?.current) || null;
  }

  sequence(turnId: string): number {
    return this.turns.get(turnId)?.sequence ?? 0;
  }

  receive(turnId: string, sequence: number, name: string, data: unknown): "applied" | "duplicate" | "gap" {
    const turn = this.open(turnId);
    const outcome = turn.receive(sequence, name, data);
    if (outcome === "applied") {
      if (sequence === 1) this.onStart(turnId, turn.current);
      this.changed(turnId, turn);
    }
    return outcome;
  }

  abandon(turnId: string, error: MessageError): void {
    const turn = this.turns.get(turnId);
    if (!turn || turn.ended) return;
    turn.abandon(error);
    this.changed(turnId, turn);
  }

  unfinished(): string[] {
    return [...this.turns].filter(([, turn]) => !turn.ended).map(([turnId]) => turnId);
  }

  forget(turnId: string): void {
    this.turns.delete(turnId);
  }

  clear(): void {
    this.turns.clear();
  }

  subscribe(turnId: string, listener: Listener): () => void {
    let set = this.listeners.get(turnId);
    if (!set) this.listeners.set(turnId, (set = new Set()));
    set.add(listener);
    return () => {
      set.delete(listener);
      if (set.size === 0) this.listeners.delete(turnId);
    };
  }

  private changed(turnId: string, turn: Turn): void {
    if (this.dirty.size === 0) this.schedule(() => this.flush());
    this.dirty.add(turnId);
    if (turn.ended) this.onEnd(turnId, turn.current);
  }

  private flush(): void {
    const changed = [...this.dirty];
    this.dirty.clear();
    for (const turnId of changed) this.listeners.get(turnId)?.forEach((listener) => listener());
  }
}

// Browsers draw no frames for a hidden tab, yet its answers go on.
function nextFrame(flush: () => void): void {
  if (document.hidden) setTimeout(flush, 250);
  else requestAnimationFrame(flush);
}

export const turns = new TurnStore();

// The view of a turn, drawn again only when that turn changes.
export function useTurn<T>(turnId: string | null, select: (view: TurnView | null) => T): T {
  const subscribe = useCallback(
    (listener: Listener) => (turnId ? turns.subscribe(turnId, listener) : () => {}),
    [turnId],
  );
  return useSyncExternalStore(subscribe, () => select(turns.view(turnId)));
}
