import assert from "node:assert/strict";
import { test } from "node:test";
import { ask } from "../support/api.ts";
import { fixture } from "../support/fixture.ts";

const f = fixture({ DEFAULT_MODEL: "demo:tokens=60,delay_ms=10,cut_at=20,error=auth" });

test("a failed answer keeps its text, says why, and can be tried again", async () => {
  const chat = await f.chat();

  await chat.write("Hello");
  const card = chat.lastAnswer.getByRole("group", { name: "The answer failed" });
  await card.waitFor();

  await card.getByText("The answer broke off; what arrived is kept").waitFor();
  assert.ok((await chat.answerText()).length > 20);
  await card.getByRole("button", { name: "Try again" }).click();
  await chat.lastAnswer.getByText("2 / 2").waitFor();
});

test("the card is still there after a reload", async () => {
  const chat = await f.chat();
  await chat.write("Hello");
  await chat.lastAnswer.getByRole("group", { name: "The answer failed" }).waitFor();

  await chat.page.reload();

  await chat.lastAnswer.getByRole("group", { name: "The answer failed" }).waitFor();
});

test("a conversation whose first answer failed is called by its question", async () => {
  const chat = await f.chat();
  await ask(f.base, "Where does the river go?", { model: "demo:error=auth" }).catch(() => {});

  await chat.list.getByText("Where does the river go?").waitFor();
});

test("a refused message comes back into the composer with the reason", async () => {
  const chat = await f.chat();
  const tooLong = "x".repeat(100_001);

  await chat.composer.fill(tooLong);

  await chat.page.getByText("1 character too long").waitFor();
  assert.ok(await chat.page.getByRole("button", { name: "Send" }).isDisabled());
});
