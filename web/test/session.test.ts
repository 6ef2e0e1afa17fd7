import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { queryClient } from "@/app/query-client";
import { readDraft, writeDraft } from "@/composer/drafts";
import { recognise, signIn, signOut, endSession } from "@/session/session";
import { session, setSession } from "@/session/session-store";
import { setThread, thread } from "@/thread/thread-store";

const ada = { id: "u1", name: "Ada", email: "ada@example.org", role: "admin", tier: "free", status: "active", organisation: null, groups: [], created_at: "", last_login_at: null };

class SilentSocket {
  static OPEN = 1;
  close() {}
}

const answers: Record<string, [number, unknown]> = {};

beforeEach(() => {
  vi.stubGlobal("WebSocket", SilentSocket);
  vi.stubGlobal("fetch", (url: string, { method }: { method: string }) => {
    const [status, body] = answers[`${method} ${url.replace("/api/v1", "")}`] ?? [404, {}];
    return Promise.resolve(
      new Response(status === 204 ? null : JSON.stringify(body), { status, headers: { "Content-Type": "application/json" } }),
    );
  });
  answers["POST /auth/login"] = [200, { user: ada, csrf_token: "t" }];
  answers["GET /auth/me"] = [200, { user: ada, csrf_token: "t", anonymous: false }];
  answers["GET /auth/options"] = [200, { anonymous: false, registration: true, first_account: false, providers: [] }];
  answers["POST /auth/logout"] = [204, null];
});

afterEach(() => {
  vi.unstubAllGlobals();
  localStorage.clear();
  setSession({ phase: "asking", user: null, anonymous: false, left: false });
});

it("X-13: signing out leaves nothing of the person behind", async () => {
  await signIn("ada@example.org", "correct horse");
  writeDraft(null, "a secret plan");
  queryClient.setQueryData(["conversations", "own"], "mine");
  setThread({ conversationId: "c1", phase: "ready" });

  await signOut();
  // The message field that goes away saves its text once more.
  writeDraft(null, "a secret plan");

  expect(session()).toMatchObject({ phase: "out", user: null, left: true });
  expect(readDraft(null)).toBe("");
  expect(queryClient.getQueryData(["conversations", "own"])).toBeUndefined();
  expect(thread().conversationId).toBeNull();
  expect(Object.keys(localStorage)).toEqual([]);
});

it("keeps everything when the session only ended, and goes on after signing in again", async () => {
  await recognise();
  writeDraft("c1", "half a thought");
  setThread({ conversationId: "c1", phase: "ready" });

  endSession();
  expect(session().phase).toBe("ended");
  expect(readDraft("c1")).toBe("half a thought");

  await signIn("ada@example.org", "correct horse");
  expect(session().phase).toBe("in");
  expect(thread().conversationId).toBe("c1");
});

it("gives another person none of the drafts of the one before", async () => {
  await recognise();
  writeDraft(null, "for my eyes");
  setSession({ phase: "asking", user: null });
  answers["GET /auth/me"] = [200, { user: { ...ada, id: "u2" }, csrf_token: "t", anonymous: false }];

  await recognise();

  expect(readDraft(null)).toBe("");
});

it("asks nobody to sign in where there are no accounts", async () => {
  answers["GET /auth/me"] = [200, { user: ada, anonymous: true }];

  await recognise();

  expect(session()).toMatchObject({ phase: "in", anonymous: true });
  expect(localStorage.getItem("parlance.user")).toBeNull();
});

it("keeps the token out of the browser's storage", async () => {
  await signIn("ada@example.org", "correct horse");

  expect(JSON.stringify({ ...localStorage, ...sessionStorage })).not.toContain("csrf");
  expect(Object.values(localStorage)).toEqual(["u1"]);
});
