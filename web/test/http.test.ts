import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { call } from "@/api/http";
import { setCsrf, watchSession } from "@/api/session-token";

const reply = (status: number, body: unknown = {}, headers: Record<string, string> = {}) =>
  new Response(status === 204 ? null : JSON.stringify(body), {
    status,
    headers: { "Content-Type": "application/json", ...headers },
  });

const sent: { method: string; csrf: string | null }[] = [];
let replies: Response[] = [];

beforeEach(() => {
  vi.stubGlobal("fetch", (_url: string, { method, headers }: { method: string; headers: Record<string, string> }) => {
    sent.push({ method, csrf: headers["X-CSRF-Token"] ?? null });
    return Promise.resolve(replies.shift()!);
  });
});

afterEach(() => {
  vi.unstubAllGlobals();
  sent.length = 0;
  setCsrf(null);
  watchSession({ renew: () => Promise.resolve(null), onEnd: () => {} });
});

it("sends the token with every change and with nothing else", async () => {
  setCsrf("one");
  replies = [reply(200), reply(204)];

  await call("GET", "/conversations");
  await call("DELETE", "/conversations/a");

  expect(sent).toEqual([
    { method: "GET", csrf: null },
    { method: "DELETE", csrf: "one" },
  ]);
});

it("repeats a refused change once under a newer token, as after another tab signed in", async () => {
  setCsrf("old");
  watchSession({ renew: () => Promise.resolve("new"), onEnd: () => {} });
  replies = [reply(403), reply(204)];

  await call("DELETE", "/conversations/a");

  expect(sent.map(({ csrf }) => csrf)).toEqual(["old", "new"]);
});

it("does not repeat what is refused under a token that is still good", async () => {
  setCsrf("same");
  watchSession({ renew: () => Promise.resolve("same"), onEnd: () => {} });
  replies = [reply(403, { error: { code: "FORBIDDEN", message: "Not yours to change." } })];

  await expect(call("PATCH", "/conversations/a")).rejects.toMatchObject({ code: "FORBIDDEN" });
  expect(sent).toHaveLength(1);
});

it("tells when the session is over, but not when only a password was wrong", async () => {
  const onEnd = vi.fn();
  watchSession({ renew: () => Promise.resolve(null), onEnd });
  replies = [reply(401), reply(401)];

  await expect(call("POST", "/auth/login")).rejects.toMatchObject({ status: 401 });
  expect(onEnd).not.toHaveBeenCalled();

  await expect(call("GET", "/conversations")).rejects.toMatchObject({ status: 401 });
  expect(onEnd).toHaveBeenCalledOnce();
});
