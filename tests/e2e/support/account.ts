import assert from "node:assert/strict";
import type { BrowserContext } from "playwright-core";

export const password = "correct horse battery";

interface Reply {
  user: { id: string; role: string };
  csrf_token: string;
}

// Somebody with an account, who uses the API as the page does: by cookie and token.
export class Account {
  readonly email: string;
  readonly id: string;
  readonly name: string;
  private readonly base: string;
  private readonly cookie: string;
  private readonly csrf: string;

  private constructor(base: string, name: string, email: string, cookie: string, reply: Reply) {
    this.base = base;
    this.name = name;
    this.email = email;
    this.cookie = cookie;
    this.csrf = reply.csrf_token;
    this.id = reply.user.id;
  }

  static register(base: string, name: string, email = `${name.toLowerCase().replace(/\W+/g, ".")}@example.org`): Promise<Account> {
    return Account.enter(base, "register", name, email, { name, email, password, cookie: true });
  }

  static signIn(base: string, name: string, email: string): Promise<Account> {
    return Account.enter(base, "login", name, email, { email, password, cookie: true });
  }

  // Another session of the same person.
  signInElsewhere(): Promise<Account> {
    return Account.signIn(this.base, this.name, this.email);
  }

  private static async enter(base: string, how: string, name: string, email: string, body: object): Promise<Account> {
    const response = await fetch(`${base}/api/v1/auth/${how}`, {
      method: "POST",
      headers: { "Content-Type": "application/json", Origin: base },
      body: JSON.stringify(body),
    });
    const text = await response.text();
    assert.ok(response.ok, `${how}: ${response.status} ${text}`);
    const cookie = response.headers.get("set-cookie")?.split(";")[0];
    assert.ok(cookie, "a session cookie");
    return new Account(base, name, email, cookie, JSON.parse(text) as Reply);
  }

  async request(method: string, path: string, body?: unknown): Promise<Response> {
    return fetch(`${this.base}/api/v1${path}`, {
      method,
      headers: { "Content-Type": "application/json", Origin: this.base, Cookie: this.cookie, "X-CSRF-Token": this.csrf },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  }

  async call<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await this.request(method, path, body);
    const text = await response.text();
    assert.ok(response.ok, `${method} ${path}: ${response.status} ${text}`);
    return (text ? JSON.parse(text) : undefined) as T;
  }

  ask(message: string, more: Record<string, unknown> = {}) {
    return this.call<{ id: string; conversation_id: string; content: string }>("POST", "/chat", { message, ...more });
  }

  // Gives a browser this session.
  async lend(context: BrowserContext): Promise<void> {
    const [name, value] = this.cookie.split(/=(.*)/s) as [string, string];
    await context.addCookies([{ name, value, url: this.base, httpOnly: true, sameSite: "Lax" }]);
  }
}
