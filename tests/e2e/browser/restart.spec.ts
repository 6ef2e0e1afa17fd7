import assert from "node:assert/strict";
import { test } from "node:test";
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

test("a reload while the server is away shows the conversation once it is back", async () => {
  const chat = await f.chat();
  await chat.ask("Hello");

  await f.server.kill();
  await chat.page.reload().catch(() => {});
  await f.server.launch();
  await chat.page.reload();

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
