import assert from "node:assert/strict";
import { test } from "node:test";
import { ask } from "../support/api.ts";
import { mobile } from "../support/browser.ts";
import { fixture } from "../support/fixture.ts";

const f = fixture({ DEFAULT_MODEL: "demo:tokens=20" });

test("a draft survives a reload, each conversation its own", async () => {
  const { conversation_id } = await ask(f.base, "Hello");
  const chat = await f.chat();
  await chat.composer.pressSequentially("A new thought");
  await chat.open(`/c/${conversation_id}`);
  assert.equal(await chat.composer.inputValue(), "");
  await chat.composer.pressSequentially("A reply, half writ");

  await chat.page.reload();

  await chat.composer.waitFor();
  assert.equal(await chat.composer.inputValue(), "A reply, half writ");
  await chat.open("/");
  assert.equal(await chat.composer.inputValue(), "A new thought");
});

test("a sent message leaves no draft behind", async () => {
  const chat = await f.chat();
  await chat.ask("Hello");

  await chat.page.reload();
  await chat.questions.first().waitFor();

  assert.equal(await chat.composer.inputValue(), "");
});

test("shift and enter makes a line, enter sends, up recalls", async () => {
  const chat = await f.chat();
  await chat.composer.pressSequentially("one");
  await chat.composer.press("Shift+Enter");
  await chat.composer.pressSequentially("two");
  await chat.composer.press("Enter");
  await chat.answers.first().waitFor();
  await chat.answered();
  assert.equal(await chat.questions.first().locator("[dir=auto]").first().textContent(), "one\ntwo");

  await chat.composer.press("ArrowUp");

  assert.equal(await chat.composer.inputValue(), "one\ntwo");
});

test("enter belongs to an input method while it composes", async () => {
  const chat = await f.chat();
  const session = await chat.page.context().newCDPSession(chat.page);
  await chat.composer.focus();
  await session.send("Input.imeSetComposition", { text: "にほ", selectionStart: 2, selectionEnd: 2 });

  await chat.composer.dispatchEvent("keydown", { key: "Enter", isComposing: true, bubbles: true });

  assert.equal(await chat.answers.count(), 0);
  assert.equal(await chat.composer.inputValue(), "にほ");
});

test("on a touch screen enter makes a line", async () => {
  const chat = await f.chat("/", mobile);
  await chat.composer.fill("one");

  await chat.composer.press("Enter");

  assert.equal(await chat.composer.inputValue(), "one\n");
  assert.equal(await chat.answers.count(), 0);
});

test("the field grows with its text, up to a limit", async () => {
  const chat = await f.chat();
  const height = async () => (await chat.composer.boundingBox())!.height;
  const small = await height();

  await chat.composer.fill("line\n".repeat(8));
  const grown = await height();
  await chat.composer.fill("line\n".repeat(200));

  assert.ok(grown > small * 2);
  assert.ok((await height()) <= 800 * 0.41);
});
