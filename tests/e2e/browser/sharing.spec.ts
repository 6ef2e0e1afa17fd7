import assert from "node:assert/strict";
import { test } from "node:test";
import { Account } from "../support/account.ts";
import { violations } from "../support/axe.ts";
import { mobile } from "../support/browser.ts";
import { fixture } from "../support/fixture.ts";

let ada: Account;
let grace: Account;
let id: string;
const f = fixture({ AUTH_ANONYMOUS: "false" }, async (base) => {
  ada = await Account.register(base, "Ada");
  grace = await Account.register(base, "Grace");
  id = (await ada.ask("What we plan together")).conversation_id;
  await ada.call("PATCH", `/conversations/${id}`, { title: "Our plan" });
});
const missing = /status of 404/;

test("a conversation is shared by its owner, with a person, for reading", async () => {
  const chat = await f.chatAs(ada, `/c/${id}`);
  await chat.answers.first().waitFor();

  await chat.page.getByRole("button", { name: "Share", exact: true }).click();
  const dialog = chat.page.getByRole("dialog", { name: "Share the conversation" });
  await dialog.getByText("Nobody but you can see it.").waitFor();
  await dialog.getByLabel("E-mail").fill(grace.email);
  await dialog.getByRole("button", { name: "Share" }).click();

  await dialog.getByRole("combobox", { name: "What Grace may do" }).waitFor();
});

test("the other person finds it under Shared with me, and can read but not write", async () => {
  const chat = await f.chatAs(grace);
  await chat.composer.waitFor();
  assert.equal(await chat.list.getByText("Our plan").count(), 0);

  await chat.page.getByRole("button", { name: "Shared with me" }).click();
  await chat.list.getByRole("link", { name: /Our plan/ }).click();

  await chat.answers.first().waitFor();
  await chat.page.getByText("Ada shared this conversation with you for reading.").waitFor();
  assert.equal(await chat.composer.count(), 0);
  assert.equal(await chat.page.getByRole("button", { name: "Answer again" }).count(), 0);
  assert.equal(await chat.page.getByRole("button", { name: "Edit" }).count(), 0);
});

test("with the right to write, an answer appears for both", async () => {
  const owner = await f.chatAs(ada, `/c/${id}`);
  await owner.answers.first().waitFor();
  await owner.page.getByRole("button", { name: "Share", exact: true }).click();
  await owner.page.getByRole("combobox", { name: "What Grace may do" }).selectOption("write");
  await owner.page.keyboard.press("Escape");

  const chat = await f.chatAs(grace, `/c/${id}`);
  await chat.composer.waitFor();
  await chat.ask("I would add a boat");

  await owner.questions.getByText("I would add a boat").waitFor();
  await owner.answers.nth(1).waitFor();
});

test("what is no longer shared is not there", async () => {
  const owner = await f.chatAs(ada, `/c/${id}`);
  await owner.answers.first().waitFor();
  await owner.page.getByRole("button", { name: "Share", exact: true }).click();
  await owner.page.getByRole("button", { name: "No longer share with Grace" }).click();
  await owner.page.getByText("Nobody but you can see it.").waitFor();

  const chat = await f.chatAs(grace, `/c/${id}`, {}, missing);

  await chat.page.getByRole("heading", { name: "This conversation is not here" }).waitFor();
});

for (const colorScheme of ["light", "dark"] as const)
  for (const [size, options] of Object.entries({ "a large screen": {}, "a small screen": mobile }))
    test(`axe finds nothing wrong on ${size}, ${colorScheme}`, async () => {
      await ada.call("POST", `/conversations/${id}/grants`, { grantee_kind: "user", grantee: grace.email, may: "read" });
      const look = { ...options, colorScheme, reducedMotion: "reduce" } as const;
      const owner = await f.chatAs(ada, `/c/${id}`, look);
      await owner.answers.first().waitFor();
      await owner.page.getByRole("button", { name: "Share", exact: true }).click();
      await owner.page.getByRole("combobox", { name: "What Grace may do" }).waitFor();
      assert.deepEqual(await violations(owner.page), []);

      const reader = await f.chatAs(grace, `/c/${id}`, look);
      await reader.page.locator("[data-readonly]").waitFor();
      assert.deepEqual(await violations(reader.page), []);
    });
