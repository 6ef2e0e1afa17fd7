import assert from "node:assert/strict";
import { test } from "node:test";
import { ask, branch, liftLimits } from "../support/api.ts";
import { fixture } from "../support/fixture.ts";
import { countRenderedRows } from "../support/render-counter.ts";
import type { ChatPage } from "../support/chat-page.ts";

const messages = 10_000;
const rowsMax = 60;
let id: string;

const f = fixture({ DEFAULT_MODEL: "demo:tokens=12" }, async (base) => {
  await liftLimits(base);
  id = (await ask(base, "Question 0")).conversation_id;
  for (let n = 1; n < messages / 2; n++) await ask(base, `Question ${n}`, { conversation_id: id });
  assert.equal((await branch(base, id)).total, messages);
});

const rows = (chat: ChatPage) => chat.page.locator("#thread [data-index]").count();

async function opened() {
  const chat = await f.chat(null);
  await countRenderedRows(chat.page);
  await chat.open(`/c/${id}`);
  await chat.questions.getByText(`Question ${messages / 2 - 1}`, { exact: true }).waitFor();
  return chat;
}

test("ten thousand messages: a key press draws no message row", async () => {
  const chat = await opened();
  await chat.composer.focus();
  await chat.page.evaluate(() => (window.renderedRows = 0));

  await chat.composer.pressSequentially("fourteen chars");

  assert.equal(await chat.page.evaluate(() => window.renderedRows), 0);
});

test("ten thousand messages: few rows exist, wherever one scrolls", async () => {
  const chat = await opened();
  await chat.page.mouse.move(780, 300);

  let most = await rows(chat);
  for (let n = 0; n < 60; n++) {
    await chat.page.mouse.wheel(0, -2000);
    most = Math.max(most, await rows(chat));
  }

  assert.ok(most > 3 && most <= rowsMax, `${most} rows`);
});

test("ten thousand messages: the line that is being read stays in place while earlier ones load", async () => {
  const chat = await opened();
  await chat.page.mouse.move(780, 300);
  // Slow steps near the edge of what is loaded, so that a page arrives between two of them.
  for (let n = 0; n < 40; n++) {
    await chat.page.mouse.wheel(0, -400);
    await chat.page.waitForTimeout(20);
  }
  const before = await firstVisible(chat);
  await chat.page.waitForTimeout(300);
  const after = await firstVisible(chat);

  assert.equal(after.text, before.text);
  assert.ok(Math.abs(after.top - before.top) <= 2, `moved by ${after.top - before.top}`);
});

test("ten thousand messages: the beginning is one jump away, and so is the way back", async () => {
  const chat = await opened();

  await chat.page.locator("#thread").press("Home");
  await chat.questions.getByText("Question 0", { exact: true }).waitFor();
  assert.ok((await rows(chat)) <= rowsMax);

  await chat.page.getByRole("button", { name: "Jump to the newest message" }).click();
  await chat.questions.getByText(`Question ${messages / 2 - 1}`, { exact: true }).waitFor();
});

test("ten thousand messages: search finds one in the middle and goes there", async () => {
  const chat = await opened();

  await chat.page.keyboard.press("Control+k");
  await chat.page.getByPlaceholder("Search conversations and messages").fill("Question 1234");
  await chat.page.getByRole("option", { name: /Question 1234/ }).first().click();

  await chat.questions.getByText("Question 1234", { exact: true }).waitFor();
});

test("ten thousand messages: an answer streams at the end and the view follows", async () => {
  const chat = await opened();

  await chat.ask("One more");

  const distance = await chat.page.evaluate(() => {
    const thread = document.querySelector("#thread")!;
    return thread.scrollHeight - thread.scrollTop - thread.clientHeight;
  });
  assert.ok(distance < 50, `${distance} px from the end`);
});

function firstVisible(chat: ChatPage): Promise<{ text: string; top: number }> {
  return chat.page.evaluate(() => {
    const top = document.querySelector("#thread")!.getBoundingClientRect().top;
    const row = [...document.querySelectorAll("#thread [data-role]")].find(
      (element) => element.getBoundingClientRect().bottom > top + 1,
    )!;
    return { text: row.textContent, top: row.getBoundingClientRect().top };
  });
}
