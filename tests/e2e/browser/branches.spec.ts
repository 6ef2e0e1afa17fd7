import assert from "node:assert/strict";
import { test } from "node:test";
import { ask, branch } from "../support/api.ts";
import { fixture } from "../support/fixture.ts";

const f = fixture();

test("an edited message makes a branch, and the switcher goes back to the old one", async () => {
  const { conversation_id } = await ask(f.base, "First version", { model: "demo:tokens=5" });
  const chat = await f.chat(`/c/${conversation_id}`);

  await chat.questions.first().hover();
  await chat.questions.first().getByRole("button", { name: "Edit" }).click();
  await chat.page.getByRole("textbox", { name: "Edit message" }).fill("Second version");
  await chat.page.locator("#thread").getByRole("button", { name: "Send" }).click();
  await chat.answers.first().waitFor();
  await chat.answered();

  await chat.questions.first().getByText("Second version").waitFor();
  await chat.questions.first().getByText("2 / 2").waitFor();
  await chat.questions.first().getByRole("button", { name: "Previous version" }).click();
  await chat.questions.first().getByText("First version").waitFor();
  await chat.questions.first().getByText("1 / 2").waitFor();
  assert.equal((await branch(f.base, conversation_id)).messages[0]!.content, "First version");
});

test("another answer stands beside the first one", async () => {
  const { conversation_id } = await ask(f.base, "Hello", { model: "demo:tokens=5" });
  const chat = await f.chat(`/c/${conversation_id}`);
  await chat.pickModel("demo");
  const first = await chat.answerText();

  await chat.lastAnswer.getByRole("button", { name: "Answer again" }).click();
  await chat.page.getByRole("menuitem", { name: "Try again" }).click();
  await chat.lastAnswer.getByText("2 / 2").waitFor();

  assert.equal(await chat.answers.count(), 1);
  await chat.lastAnswer.getByRole("button", { name: "Previous version" }).click();
  await chat.lastAnswer.getByText("1 / 2").waitFor();
  assert.equal(await chat.answerText(), first);
});

test("a choice of branch survives a reload", async () => {
  const { conversation_id } = await ask(f.base, "Old", { model: "demo:tokens=5" });
  await ask(f.base, "New", { conversation_id, parent_id: null, model: "demo:tokens=5" });
  const chat = await f.chat(`/c/${conversation_id}`);
  await chat.questions.first().getByRole("button", { name: "Previous version" }).click();
  await chat.questions.first().getByText("1 / 2").waitFor();

  await chat.page.reload();

  await chat.questions.first().getByText("1 / 2").waitFor();
});
