import assert from "node:assert/strict";
import { test } from "node:test";
import { branch, conversation, until } from "../support/api.ts";
import { fixture } from "../support/fixture.ts";

const slow = { DEFAULT_MODEL: "demo:tokens=150,delay_ms=20" };
const f = fixture(slow);

test("a message is answered, gets an address of its own and appears in the list", async () => {
  const chat = await f.chat();

  await chat.ask("Hello there");

  assert.match(chat.page.url(), /\/c\/./);
  assert.equal(await chat.questions.count(), 1);
  assert.ok((await chat.answerText()).length > 100);
  await chat.list.getByRole("link").first().waitFor();
  await chat.lastAnswer.getByText(/^\d+ tokens/).waitFor();
});

test("stop keeps what arrived, marks it, and says the same as the server", async () => {
  const chat = await f.chat();
  await chat.write("Tell me a lot");
  await chat.streamed(60);

  await chat.stop.click();

  await chat.lastAnswer.getByText("You stopped this answer").waitFor();
  const { messages } = await branch(f.base, chat.conversationId);
  assert.equal(messages.at(-1)!.finish_reason, "cancelled");
  assert.equal((await chat.answerText()).trim(), messages.at(-1)!.content.trim());
});

test("escape in the composer stops, and the focus stays there", async () => {
  const chat = await f.chat();
  await chat.write("Tell me a lot");
  await chat.streamed(40);

  await chat.composer.press("Escape");

  await chat.lastAnswer.getByText("You stopped this answer").waitFor();
  assert.equal(await chat.page.evaluate(() => document.activeElement?.id), "composer");
});

test("a reload in the middle of an answer loses nothing", async () => {
  const chat = await f.chat();
  await chat.write("Tell me a lot");
  await chat.streamed(60);

  await chat.page.reload();
  await chat.streamed(60);
  await chat.answered();

  const { messages } = await branch(f.base, chat.conversationId);
  assert.equal(messages.length, 2);
  assert.equal((await chat.answerText()).trim(), messages[1]!.content.trim());
});

test("a second tab follows the same answer", async () => {
  const chat = await f.chat();
  await chat.write("Tell me a lot");
  await chat.streamed(30);

  const other = await f.chat(`/c/${chat.conversationId}`);
  await other.streamed(60);
  await Promise.all([chat.answered(), other.answered()]);

  assert.equal(await other.answerText(), await chat.answerText());
});

test("leaving for another chat and coming back shows the answer as it goes on", async () => {
  const chat = await f.chat();
  await chat.write("Tell me a lot");
  await chat.streamed(30);
  const id = chat.conversationId;

  await chat.page.getByRole("link", { name: "New chat" }).first().click();
  await chat.page.getByRole("heading", { name: "What would you like to talk about?" }).waitFor();
  await chat.page.goBack();
  await chat.streamed(60);
  await chat.answered();

  const { messages } = await branch(f.base, id);
  assert.equal((await chat.answerText()).trim(), messages.at(-1)!.content.trim());
});

test("where no WebSocket gets through, event streams do", async () => {
  const chat = await f.chat(null);
  await chat.page.addInitScript(() => {
    class Refused {
      static readonly OPEN = 1;
      readyState = 3;
      onclose?: () => void;
      constructor() {
        setTimeout(() => this.onclose?.());
      }
      close(): void {}
    }
    Object.assign(window, { WebSocket: Refused });
  });
  await chat.open();

  await chat.write("Tell me a lot");
  await chat.streamed(60);
  await chat.page.reload();
  await chat.streamed(60);
  await chat.answered();

  const { messages } = await branch(f.base, chat.conversationId);
  assert.equal(await chat.answerText(), messages.at(-1)!.content.trim());
});

test("a conversation gets its title by itself", async () => {
  const chat = await f.chat();

  await chat.ask("Suspension bridges in strong wind");

  await until("a title is there", async () => (await conversation(f.base, chat.conversationId)).title !== "");
  const { title } = await conversation(f.base, chat.conversationId);
  await chat.list.getByRole("link", { name: title }).first().waitFor();
});
