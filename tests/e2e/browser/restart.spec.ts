import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { branch } from "../support/api.ts";
import { fixture } from "../support/fixture.ts";

const f = fixture({ DEFAULT_MODEL: "demo:tokens=200,delay_ms=25" });

test("an answer goes on where it was after the server was killed and started again", async () => {
  const chat = await f.chat();
  await chat.write("Tell me a lot");
  await chat.streamed(80);

  await f.server.kill();
  const shown = await chat.answerText();
  await chat.page.locator("[data-banner=connection]").waitFor();
  await f.server.launch();
  await chat.answered();

  const text = await chat.answerText();
  const { messages } = await branch(f.base, chat.conversationId);
  assert.ok(text.startsWith(shown.trimEnd()), "what was shown stays");
  assert.equal(messages.length, 2);
  assert.equal(messages[1]!.finish_reason, "stop");
  assert.equal(text.trim(), messages[1]!.content.trim());
  await chat.page.locator("[data-banner=connection]").waitFor({ state: "detached" });
});

// Chromium's own page of an error loads the address again by itself, and takes the frame away from whoever does the same
// at that moment: then it is asked once more, as a person would.
async function reached(page: Page, address: string): Promise<void> {
  for (let attempts = 5; ; --attempts) {
    const failure = await page.goto(address).then(() => null, (error: unknown) => error);
    if (failure === null) return;
    if (attempts === 0) throw failure;
  }
}

test("a reload while the server is away shows the conversation once it is back", async () => {
  const chat = await f.chat();
  await chat.ask("Hello");

  const { page } = chat;
  const address = page.url();
  await f.server.kill();
  await assert.rejects(page.reload(), /ERR_CONNECTION_REFUSED/);
  await f.server.launch();
  await reached(page, address);

  await chat.streamed(60);
  assert.equal(await chat.questions.count(), 1);
});

test("a message sent while the server is away comes back into the composer", async () => {
  const chat = await f.chat();
  await chat.ask("Hello");
  await f.server.kill();

  await chat.write("Are you still there?");

  await chat.page.getByText("The server cannot be reached.").first().waitFor({ timeout: 25_000 });
  assert.equal(await chat.composer.inputValue(), "Are you still there?");
  assert.equal(await chat.questions.count(), 1);
  await f.server.launch();
});
