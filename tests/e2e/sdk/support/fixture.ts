import { after, before } from "node:test";
import { Account } from "../../support/account.ts";
import { Server } from "../../support/server.ts";
import { Upstream } from "./upstream.ts";

export interface Stage {
  server: Server;
  upstream: Upstream;
  account: Account;
  key: string;
}

// A server whose default provider is the scripted one, with the demo beside it; an account; and a key of it, because
// every client sends one.
export function stage(environment: Record<string, string> = {}): Stage {
  const out = {} as Stage;
  before(async () => {
    out.upstream = await Upstream.start();
    out.server = await Server.start({
      LLM_PROVIDER: "openai",
      OPENAI_BASE_URL: out.upstream.url,
      OPENAI_API_KEY: "sk-upstream",
      ANTHROPIC_BASE_URL: out.upstream.url.replace(/\/v1$/, ""),
      ANTHROPIC_API_KEY: "sk-upstream",
      DEFAULT_MODEL: "m",
      LLM_RETRIES: "0",
      ...environment,
    });
    out.account = await Account.register(out.server.url, "Ada");
    out.key = await newKey(out.account);
  });
  after(async () => {
    await out.server?.stop();
    await out.upstream?.stop();
  });
  return out;
}

export async function newKey(account: Account, more: Record<string, unknown> = {}): Promise<string> {
  const made = await account.call<{ key: string }>("POST", "/keys", { name: "sdk", ...more });
  return made.key;
}

export const weather = {
  name: "get_weather",
  description: "The weather of a city",
  schema: { type: "object", properties: { city: { type: "string" } }, required: ["city"] },
};
