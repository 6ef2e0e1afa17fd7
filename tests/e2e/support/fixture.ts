import assert from "node:assert/strict";
import { after, before } from "node:test";
import type { BrowserContextOptions } from "playwright-core";
import type { Account } from "./account.ts";
import { TestBrowser } from "./browser.ts";
import { ChatPage } from "./chat-page.ts";
import { Server } from "./server.ts";

// One server and one browser for the tests of a file; afterwards, nothing may have been written to any console.
// `arrange` prepares what all of them need, given the server's address.
export function fixture(environment: Record<string, string> = {}, arrange?: (base: string) => Promise<void>) {
  const held = {} as { server: Server; browser: TestBrowser };

  before(async () => {
    [held.server, held.browser] = await Promise.all([Server.start(environment), TestBrowser.launch()]);
    await arrange?.(held.server.url);
  });
  after(async () => {
    await Promise.all([held.browser?.close(), held.server?.stop()]);
    assert.deepEqual(held.browser?.complaints, [], "the console stays empty");
  });
  return {
    get server() {
      return held.server;
    },
    get base() {
      return held.server.url;
    },
    // A page of its own, as from a browser that was never here.
    async chat(path: string | null = "/", options: BrowserContextOptions = {}, expected?: RegExp): Promise<ChatPage> {
      const chat = new ChatPage(await held.browser.page(options, expected), held.server.url);
      if (path !== null) await chat.open(path);
      return chat;
    },
    // The same, signed in.
    async chatAs(account: Account, path: string | null = "/", options: BrowserContextOptions = {}, expected?: RegExp): Promise<ChatPage> {
      const chat = await this.chat(null, options, expected);
      await account.lend(chat.page.context());
      if (path !== null) await chat.page.goto(held.server.url + path);
      return chat;
    },
  };
}
