// The token that every change must carry beside the session's cookie. It lives in this variable only: nothing that
// opens the account is ever written to the browser's storage.
let token: string | null = null;

type Renew = () => Promise<string | null>;

let renew: Renew = () => Promise.resolve(null);
let onEnd: () => void = () => {};

// The session tells how to read a new token, and what to do when the server no longer knows it.
export function watchSession(hooks: { renew: Renew; onEnd: () => void }): void {
  renew = hooks.renew;
  onEnd = hooks.onEnd;
}

export const setCsrf = (value: string | null) => {
  token = value;
};

const safe = new Set(["GET", "HEAD", "OPTIONS"]);

export const csrfHeader = (method: string): Record<string, string> =>
  token === null || safe.has(method) ? {} : { "X-CSRF-Token": token };

// True when the server's token is another one than ours was: then the same request is worth repeating.
export async function renewCsrf(): Promise<boolean> {
  if (token === null) return false;
  const before = token;
  token = (await renew().catch(() => null)) ?? before;
  return token !== before;
}

export const sessionEnded = () => onEnd();
