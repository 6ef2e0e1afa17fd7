// A send whose answer never came is repeated under the same key, so that trying again cannot ask twice.
const recent = new Map<string, { key: string; at: number }>();
const rememberMs = 5 * 60_000;

// The key for this request: the one of an identical request that failed within the last five minutes, else a new one.
export function idempotencyKey(request: object, now = Date.now()): string {
  const body = JSON.stringify(request);
  const known = recent.get(body);
  if (known && now - known.at < rememberMs) return known.key;
  const key = randomId();
  recent.set(body, { key, at: now });
  if (recent.size > 50) recent.delete(recent.keys().next().value!);
  return key;
}

// The request was answered: the same text sent again is meant as a new message.
export function settleIdempotencyKey(request: object): void {
  recent.delete(JSON.stringify(request));
}

// crypto.randomUUID needs a secure context; a server on a plain http host in the office has none.
function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
