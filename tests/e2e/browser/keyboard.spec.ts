import assert from "node:assert/strict";
import { test } from "node:test";
import { fixture } from "../support/fixture.ts";
import type { ChatPage } from "../support/chat-page.ts";

const f = fixture();

const focused = (chat: ChatPage) =>
  chat.page.evaluate(() => document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.textContent);

async function tabTo(chat: ChatPage, name: string): Promise<void> {
  for (let n = 0; n < 60; n++) {
    if ((await focused(chat)) === name) return;
    await chat.page.keyboard.press("Tab");
  }
  assert.fail(`Tab never reached ${name}`);
}

test("the whole job without a mouse: write, send, copy, rename, find, delete, undo", async () => {
  const chat = await f.chat();
  assert.equal(await focused(chat), "Message");
  await chat.page.keyboard.type("Show me a table");
  await chat.page.keyboard.press("Enter");
  await chat.answers.first().waitFor();
  await chat.answered();
  assert.equal(await focused(chat), "Message");

  await chat.page.keyboard.press("Shift+Tab");
  await tabTo(chat, "Copy answer");
  await chat.page.keyboard.press("Enter");

  await chat.list.getByRole("link").first().focus();
  await chat.page.keyboard.press("F2");
  await chat.page.keyboard.press("Control+a");
  await chat.page.keyboard.type("By hand");
  await chat.page.keyboard.press("Enter");
  await chat.list.getByRole("link", { name: "By hand" }).waitFor();

  await chat.page.keyboard.press("Control+Shift+O");
  await chat.page.getByRole("heading", { name: "What would you like to talk about?" }).waitFor();
  await chat.page.keyboard.press("Control+k");
  await chat.page.waitForFunction(() => document.activeElement?.hasAttribute("cmdk-input"));
  await chat.page.keyboard.type("by hand");
  await chat.page.getByRole("option", { name: "By hand" }).first().waitFor();
  await chat.page.keyboard.press("Enter");
  await chat.questions.first().waitFor();

  await chat.page.keyboard.press("Control+Shift+Backspace");
  await chat.list.getByRole("link", { name: "By hand" }).waitFor({ state: "detached" });
  await chat.page.keyboard.press("Alt+t");
  await tabTo(chat, "Undo");
  await chat.page.keyboard.press("Enter");
  await chat.list.getByRole("link", { name: "By hand" }).waitFor();
});

test("the first tab stop skips to the composer", async () => {
  const chat = await f.chat();
  const first = chat.page.locator("a, button, input, textarea, [tabindex='0']").first();

  await first.focus();
  assert.equal(await focused(chat), "Skip to the message field");
  assert.ok((await first.boundingBox())!.width > 50, "it can be seen");
  await chat.page.keyboard.press("Enter");
  await chat.page.keyboard.type("x");

  assert.equal(await chat.composer.inputValue(), "x");
});

test("a dialog keeps the focus inside and gives it back", async () => {
  const chat = await f.chat();
  await chat.page.keyboard.press("Control+/");
  await chat.page.getByRole("dialog").waitFor();

  for (let n = 0; n < 5; n++) {
    await chat.page.keyboard.press("Tab");
    assert.ok(await chat.page.evaluate(() => Boolean(document.activeElement?.closest("[role=dialog]"))));
  }
  await chat.page.keyboard.press("Escape");

  await chat.page.waitForFunction(() => document.activeElement?.id === "composer");
});

test("alt and T goes through the themes, and the choice survives a reload", async () => {
  const chat = await f.chat("/", { colorScheme: "light" });
  const theme = () => chat.page.evaluate(() => document.documentElement.dataset.theme);
  assert.equal(await theme(), "light");

  await chat.page.keyboard.press("Alt+t");
  await chat.page.keyboard.press("Alt+t");
  assert.equal(await theme(), "dark");
  await chat.page.reload();

  assert.equal(await theme(), "dark");
});

test("a chord opens the settings", async () => {
  const chat = await f.chat();

  await chat.page.keyboard.press("Control+Period");

  await chat.page.getByRole("heading", { name: "Usage", level: 1 }).waitFor();
});
