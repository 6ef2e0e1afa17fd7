import assert from "node:assert/strict";
import { test } from "node:test";
import { fixture } from "../support/fixture.ts";
import type { ChatPage } from "../support/chat-page.ts";

// Long enough to go on until it is stopped, however slow the machine is.
const f = fixture({ DEFAULT_MODEL: "demo:tokens=10000,delay_ms=4" });

const distance = (chat: ChatPage) =>
  chat.page.evaluate(() => {
    const thread = document.querySelector("#thread")!;
    return Math.round(thread.scrollHeight - thread.scrollTop - thread.clientHeight);
  });
const top = (chat: ChatPage) => chat.page.evaluate(() => document.querySelector("#thread")!.scrollTop);

test("the view follows the answer", async () => {
  const chat = await f.chat();
  await chat.write("Go on");
  await chat.streamed(4000);

  assert.ok((await distance(chat)) < 60);
  await chat.stop.click();
});

test("a person who scrolls up is left in peace until they come back down", async () => {
  const chat = await f.chat();
  await chat.write("Go on");
  await chat.streamed(4000);
  await chat.page.mouse.move(780, 300);
  await chat.page.mouse.wheel(0, -300);
  await chat.page.waitForTimeout(100);
  const before = await top(chat);
  const length = (await chat.answerText()).length;

  await chat.streamed(length + 500);
  assert.equal(await top(chat), before);

  await chat.page.getByRole("button", { name: "Jump to the newest message" }).click();
  await chat.streamed((await chat.answerText()).length + 300);
  assert.ok((await distance(chat)) < 60);
  await chat.stop.click();
});
