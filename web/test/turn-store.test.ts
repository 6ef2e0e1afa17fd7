import { expect, it, vi } from "vitest";
import { TurnStore } from "@/live/turn-store";

function manual() {
  const flushes: (() => void)[] = [];
  const store = new TurnStore((flush) => flushes.push(flush));
  return { store, frame: () => flushes.splice(0).forEach((flush) => flush()) };
}

it("tells its listeners once per frame, however many tokens came", () => {
  const { store, frame } = manual();
  const heard = vi.fn();
  store.subscribe("t", heard);

  for (let n = 1; n <= 50; n++) store.receive("t", n, "token", { token: "x" });
  expect(heard).not.toHaveBeenCalled();
  frame();

  expect(heard).toHaveBeenCalledTimes(1);
  expect(store.view("t")?.text).toBe("x".repeat(50));
});

it("tells only those who follow the turn that changed", () => {
  const { store, frame } = manual();
  const other = vi.fn();
  store.subscribe("other", other);

  store.receive("t", 1, "token", { token: "x" });
  frame();

  expect(other).not.toHaveBeenCalled();
});

it("says once that a turn ended", () => {
  const { store } = manual();
  store.onEnd = vi.fn();

  store.receive("t", 1, "complete", { finish_reason: "stop" });
  store.receive("t", 1, "complete", { finish_reason: "stop" });

  expect(store.onEnd).toHaveBeenCalledTimes(1);
});

it("ends a turn that cannot be followed any more, keeping its text", () => {
  const { store } = manual();
  store.receive("t", 1, "token", { token: "kept" });

  store.abandon("t", { code: "STREAM_EXPIRED", message: "Gone." });

  expect(store.view("t")).toMatchObject({ phase: "error", text: "kept" });
  expect(store.unfinished()).toEqual([]);
});
