import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { LinkEvents } from "@/live/link";
import { SocketLink } from "@/live/socket-link";

class FakeSocket {
  static readonly OPEN = 1;
  static made: FakeSocket[] = [];
  readyState = 0;
  sent: Record<string, unknown>[] = [];
  onopen = () => {};
  onclose = () => {};
  onmessage: (message: { data: string }) => void = () => {};

  constructor() {
    FakeSocket.made.push(this);
  }
  static get last(): FakeSocket {
    return FakeSocket.made.at(-1)!;
  }
  send(text: string): void {
    this.sent.push(JSON.parse(text) as Record<string, unknown>);
  }
  close(): void {
    this.readyState = 3;
    this.onclose();
  }
  open(): void {
    this.readyState = 1;
    this.onopen();
  }
  hear(frame: object): void {
    this.onmessage({ data: JSON.stringify(frame) });
  }
}

const ids = { turn_id: "t", conversation_id: "c", user_message_id: "u", message_id: "m" };

function listening() {
  return {
    state: vi.fn(),
    event: vi.fn((): "applied" | "gap" => "applied"),
    failed: vi.fn(),
    conversation: vi.fn(),
  } satisfies LinkEvents;
}

beforeEach(() => {
  vi.useFakeTimers();
  FakeSocket.made = [];
  vi.stubGlobal("WebSocket", FakeSocket);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it("follows a turn again after a break, from where it stands", () => {
  const link = new SocketLink("ws://x", listening());
  FakeSocket.last.open();
  let sequence = 0;
  link.follow("t", () => sequence);
  sequence = 7;

  FakeSocket.last.close();
  vi.advanceTimersByTime(10_000);
  FakeSocket.last.open();

  expect(FakeSocket.made).toHaveLength(2);
  expect(FakeSocket.last.sent).toEqual([{ type: "subscribe", turn_id: "t", after: 7 }]);
});

it("asks again for what is missing", () => {
  const events = listening();
  const link = new SocketLink("ws://x", events);
  FakeSocket.last.open();
  link.follow("t", () => 3);
  events.event.mockReturnValueOnce("gap");

  FakeSocket.last.hear({ type: "event", turn_id: "t", sequence: 9, event: "token", data: {} });

  expect(FakeSocket.last.sent).toHaveLength(2);
});

it("repeats an unanswered send under the same key after a break", async () => {
  const link = new SocketLink("ws://x", listening());
  FakeSocket.last.open();
  const sent = link.send({ message: "hi" }, "key-1");
  const first = FakeSocket.last.sent[0];

  FakeSocket.last.close();
  vi.advanceTimersByTime(10_000);
  FakeSocket.last.open();
  expect(FakeSocket.last.sent).toEqual([first]);
  FakeSocket.last.hear({ type: "sent", ref: first!.ref, ...ids });

  await expect(sent).resolves.toMatchObject(ids);
});

it("gives up a send when no connection comes", async () => {
  const link = new SocketLink("ws://x", listening());
  const sent = link.send({ message: "hi" }, "key-1");
  const outcome = expect(sent).rejects.toMatchObject({ code: "NETWORK" });

  await vi.advanceTimersByTimeAsync(20_000);

  await outcome;
});

it("hands a refusal to the one who sent", async () => {
  const link = new SocketLink("ws://x", listening());
  FakeSocket.last.open();
  const sent = link.send({ message: "hi" }, "key-1");

  FakeSocket.last.hear({ type: "failed", ref: "c1", error: { code: "RATE_LIMIT_EXCEEDED", message: "Slow down." } });

  await expect(sent).rejects.toMatchObject({ code: "RATE_LIMIT_EXCEEDED", message: "Slow down." });
});

it("does not give up a turn because the server is only just starting", () => {
  const events = listening();
  const link = new SocketLink("ws://x", events);
  FakeSocket.last.open();
  link.follow("t", () => 2);

  FakeSocket.last.hear({ type: "failed", turn_id: "t", error: { code: "SERVICE_UNAVAILABLE", message: "Starting." } });
  vi.advanceTimersByTime(2000);

  expect(events.failed).not.toHaveBeenCalled();
  expect(FakeSocket.last.sent).toHaveLength(2);
});

it("gives up a turn that is gone", () => {
  const events = listening();
  const link = new SocketLink("ws://x", events);
  FakeSocket.last.open();
  link.follow("t", () => 2);

  FakeSocket.last.hear({ type: "failed", turn_id: "t", error: { code: "STREAM_EXPIRED", message: "Gone." } });

  expect(events.failed).toHaveBeenCalledWith("t", expect.objectContaining({ code: "STREAM_EXPIRED" }));
});

it("X-11: ignores frames it does not know", () => {
  const events = listening();
  new SocketLink("ws://x", events);
  FakeSocket.last.open();

  FakeSocket.last.hear({ type: "execute", code: "alert(1)" });
  FakeSocket.last.onmessage({ data: "not json" });
  FakeSocket.last.hear({ type: "event", turn_id: "someone else's", sequence: 1, event: "token", data: {} });

  expect(events.event).not.toHaveBeenCalled();
});

it("drops a connection that has gone silent", () => {
  const link = new SocketLink("ws://x", listening());
  FakeSocket.last.open();

  vi.advanceTimersByTime(70_000);

  expect(FakeSocket.made.length).toBeGreaterThan(1);
  link.close();
});
