import assert from "node:assert/strict";
import { test } from "node:test";
import { Account } from "../support/account.ts";
import { violations } from "../support/axe.ts";
import { fixture } from "../support/fixture.ts";

let ada: Account;
let grace: Account;
const f = fixture({ AUTH_ANONYMOUS: "false" }, async (base) => {
  ada = await Account.register(base, "Ada");
  grace = await Account.register(base, "Grace");
});

test("who sends too often keeps the message and sees how long to wait", async () => {
  await ada.call("PATCH", "/admin/tiers/free", { requests_per_minute: 1 });
  const chat = await f.chatAs(grace);
  await chat.composer.waitFor();
  await chat.ask("Hello");

  await chat.composer.fill("And once more");
  await chat.composer.press("Enter");

  await chat.page.locator("[data-wait=RATE_LIMIT_EXCEEDED]").waitFor();
  assert.equal(await chat.composer.inputValue(), "And once more");
  assert.ok(await chat.page.getByRole("button", { name: "Send" }).isDisabled());
  assert.deepEqual(await violations(chat.page), []);
  await ada.call("PATCH", "/admin/tiers/free", { requests_per_minute: 1000 });
});

test("a budget that is nearly used up is said before it is, and shown beside the others", async () => {
  const { id } = await ada.call<{ id: string }>("POST", "/admin/budgets", {
    subject_kind: "user",
    subject_id: grace.id,
    unit: "tokens",
    period: "month",
    amount: 1_000_000,
  });
  await grace.ask("Hello");
  const { budgets } = await ada.call<{ budgets: { id: string; used: number }[] }>("GET", "/admin/budgets");
  const used = budgets.find((each) => each.id === id)!.used;
  await ada.call("PATCH", `/admin/budgets/${id}`, { amount: Math.ceil(used * 1.1) });

  const chat = await f.chatAs(grace);
  await chat.page.locator("[data-banner=budget]").waitFor();
  assert.deepEqual(await violations(chat.page), []);
  await chat.page.getByRole("link", { name: "Show usage" }).click();

  await chat.page.getByText("Nearly used up").first().waitFor();
  await chat.page.getByRole("meter").first().waitFor();
  await chat.page.getByText("Show as a table").click();
  await chat.page.getByRole("rowheader").first().waitFor();
});
