import { query } from "@/api/http";
import { getMe } from "@/api/account";
import { csrfHeader, setCsrf } from "@/api/session-token";
import type { Operation } from "./openapi";

export interface Outcome {
  status: string;
  text: string;
}

// Sends what the form holds. `onOutcome` hears of the answer as it arrives, so that streams can be watched.
export async function sendOperation(
  { method, path, parameters = [] }: Operation,
  values: Record<string, string>,
  body: string | null,
  onOutcome: (outcome: Outcome) => void,
): Promise<void> {
  const given = (place: string) => parameters.filter((each) => each.in === place && values[each.name]);
  const target = path.replace(/\{(\w+)\}/g, (_whole, name: string) => encodeURIComponent(values[name] ?? ""));
  const search = query(Object.fromEntries(given("query").map(({ name }) => [name, values[name]])));
  const headers = new Headers(given("header").map(({ name }): [string, string] => [name, values[name]!]));
  if (body !== null) headers.set("Content-Type", "application/json");
  await knowCsrf(method.toUpperCase());
  for (const [name, value] of Object.entries(csrfHeader(method.toUpperCase()))) headers.set(name, value);
  try {
    const response = await fetch(target + search, { method: method.toUpperCase(), headers, body });
    const status = `${response.status} ${response.statusText}`;
    let text = "";
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
      text += part.value;
      onOutcome({ status, text });
    }
    onOutcome({ status, text: pretty(text) });
  } catch (error) {
    onOutcome({ status: "", text: String(error) });
  }
}

// This page is open to everyone, so the session was not asked for when it opened.
async function knowCsrf(method: string): Promise<void> {
  if (method === "GET" || csrfHeader(method)["X-CSRF-Token"]) return;
  const me = await getMe().catch(() => null);
  setCsrf(me?.csrf_token ?? null);
}

function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
