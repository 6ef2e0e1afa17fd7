// The server's own API, for arranging a test and for asking what is stored.

export interface StoredMessage {
  id: string;
  role: string;
  content: string;
  finish_reason: string | null;
  siblings: string[];
}

export interface Answer {
  id: string;
  conversation_id: string;
  content: string;
}

async function call<T>(url: string, init?: RequestInit): Promise<T> {
  const response = await fetch(url, init);
  if (!response.ok) throw new Error(`${init?.method ?? "GET"} ${url}: ${response.status} ${await response.text()}`);
  return (await response.json()) as T;
}

const json = (body: unknown): RequestInit => ({
  method: "POST",
  headers: { "Content-Type": "application/json" },
  body: JSON.stringify(body),
});

export const ask = (base: string, message: string, more: Record<string, unknown> = {}) =>
  call<Answer>(`${base}/api/v1/chat`, json({ message, ...more }));

// A person is held to a thousand answers and a million tokens a minute; a test that arranges thousands is not.
export const liftLimits = (base: string) =>
  call(`${base}/api/v1/admin/tiers/enterprise`, {
    ...json({ requests_per_minute: null, tokens_per_minute: null }),
    method: "PATCH",
  });

export const rename = (base: string, id: string, title: string) =>
  call(`${base}/api/v1/conversations/${id}`, { ...json({ title }), method: "PATCH" });

export const branch = (base: string, id: string) =>
  call<{ messages: StoredMessage[]; total: number }>(`${base}/api/v1/conversations/${id}/branch?limit=1000`);

export const conversations = (base: string) =>
  call<{ conversations: { id: string; title: string; pinned: boolean }[] }>(`${base}/api/v1/conversations?limit=100`);

export const conversation = (base: string, id: string) =>
  call<{ title: string; active_turn_id: string | null }>(`${base}/api/v1/conversations/${id}`);

// Waits until `check` holds; fails with `what` after ten seconds.
export async function until(what: string, check: () => Promise<boolean>): Promise<void> {
  for (const deadline = Date.now() + 10_000; Date.now() < deadline; ) {
    if (await check()) return;
    await new Promise((resume) => setTimeout(resume, 50));
  }
  throw new Error(`not within 10 s: ${what}`);
}
