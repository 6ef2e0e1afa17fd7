import { describe, expect, it } from "vitest";
import { Turn } from "@/live/turn";

const ids = { turn_id: "t", conversation_id: "c", user_message_id: "u", message_id: "m" };
const token = (text: string) => ["token", { token: text, index: 0 }] as const;

function playing(...events: (readonly [string, unknown])[]): Turn {
  const turn = new Turn();
  events.forEach(([name, data], index) => turn.receive(index + 1, name, data));
  return turn;
}

describe("Turn", () => {
  it("rebuilds the answer from its log", () => {
    const turn = playing(["start", ids], token("Hel"), token("lo"), ["complete", { finish_reason: "stop", total_tokens: 2 }]);
    expect(turn.current).toMatchObject({ ids, text: "Hello", phase: "complete", finishReason: "stop", tokens: 2 });
  });

  it("ignores what it already has", () => {
    const turn = playing(["start", ids], token("one"));
    expect(turn.receive(2, ...token("one"))).toBe("duplicate");
    expect(turn.current.text).toBe("one");
  });

  it("reports a gap and waits for what is missing", () => {
    const turn = playing(["start", ids], token("one"));
    expect(turn.receive(4, ...token("three"))).toBe("gap");
    expect(turn.sequence).toBe(2);
    expect(turn.receive(3, ...token(" two"))).toBe("applied");
    expect(turn.current.text).toBe("one two");
  });

  it("drops what a restart takes back, text and thoughts", () => {
    const turn = playing(["start", ids], ["thinking", { text: "hm" }], token("one "), token("two "), token("three"), [
      "restarted",
      { attempt: 2, truncate_to: 3 },
    ]);
    expect(turn.current).toMatchObject({ text: "one ", thinking: "hm", route: [{ kind: "restarted" }] });
    turn.receive(7, ...token("zwei"));
    expect(turn.current.text).toBe("one zwei");
  });

  it("restarts from nothing when no text is kept", () => {
    const turn = playing(["start", ids], token("one"), ["restarted", { attempt: 2, truncate_to: 1 }]);
    expect(turn.current.text).toBe("");
  });

  it("goes on through a second restart", () => {
    const turn = playing(
      ["start", ids],
      token("a"),
      ["restarted", { truncate_to: 1 }],
      token("b"),
      token("c"),
      ["restarted", { truncate_to: 4 }],
    );
    expect(turn.current.text).toBe("b");
  });

  it("goes on where it was after a continuation", () => {
    const turn = playing(["start", ids], token("one "), ["continued", { attempt: 2, model: "demo" }], token("two"));
    expect(turn.current).toMatchObject({ text: "one two", route: [{ kind: "continued", model: "demo" }] });
  });

  it("keeps who was asked, and why, also once words come", () => {
    const turn = playing(
      ["start", ids],
      ["status", { stage: "routed", message: "a/b", provider: "a", model: "b", why: "auto: short" }],
      ["status", { stage: "retrying", message: "…", provider: "c", model: "d", reason: "rate_limited", wait_ms: 1800 }],
      ["status", { stage: "looking", message: "Looks it up" }],
    );
    expect(turn.current.status).toBe("Looks it up");
    turn.receive(5, ...token("word"));
    expect(turn.current.route).toEqual([
      { kind: "chosen", model: "a/b", why: "auto: short", wait: 0 },
      { kind: "asked", model: "c/d", why: "rate_limited", wait: 2 },
    ]);
    expect(turn.current.status).toBeNull();
  });

  it("keeps the text of an answer that fails", () => {
    const turn = playing(["start", ids], token("half"), ["error", { code: "LLM_TIMEOUT", message: "Too slow.", retryable: true }]);
    expect(turn.current).toMatchObject({ text: "half", phase: "error", error: { code: "LLM_TIMEOUT", message: "Too slow." } });
  });

  it("says nothing after its last event", () => {
    const turn = playing(["start", ids], ["complete", { finish_reason: "stop" }]);
    expect(turn.receive(3, ...token("late"))).toBe("duplicate");
    expect(turn.current.text).toBe("");
  });

  it("X-11: drops events that are not in the schema, and goes on behind them", () => {
    const turn = playing(["start", ids], ["execute", { code: "alert(1)" }], ["redirect", { url: "https://evil" }], token("fine"));
    expect(turn.current).toMatchObject({ text: "fine", phase: "streaming" });
    expect(JSON.stringify(turn.current)).not.toContain("evil");
  });

  it("X-11: survives data of the wrong type", () => {
    const turn = playing(["start", null], ["token", 7], ["sources", { sources: "x" }], ["complete", { finish_reason: "<b>" }]);
    expect(turn.current).toMatchObject({ text: "", sources: [], finishReason: "stop" });
  });
});
