import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { Account, password } from "../support/account.ts";
import { until } from "../support/api.ts";
import { violations } from "../support/axe.ts";
import { mobile } from "../support/browser.ts";
import { fixture } from "../support/fixture.ts";

let ada: Account;
let grace: Account;
let auditor: Account;
const attack = `<img src=x onerror="window.pwned=1">`;
const refused = /status of (?:401|403)|HTTP Authentication failed/;
const f = fixture({ AUTH_ANONYMOUS: "false" }, async (base) => {
  ada = await Account.register(base, "Ada");
  grace = await Account.register(base, "Grace");
  auditor = await Account.register(base, "Audrey");
  await Account.register(base, attack, "mallory@example.org");
  await ada.call("PATCH", `/admin/users/${auditor.id}`, { role: "auditor" });
  auditor = await auditor.signInElsewhere();
  await grace.ask("Hello");
});

interface Stored {
  role: string;
  tier: string;
  status: string;
}
const stored = (who: Account) => ada.call<Stored>("GET", `/admin/users/${who.id}`);

test("people are found, and their role and tier changed", async () => {
  const chat = await f.chatAs(ada, "/admin");
  await chat.page.getByRole("searchbox").fill("grace");
  await chat.page.getByRole("row").nth(2).waitFor({ state: "detached" });

  await chat.page.getByRole("combobox", { name: "Tier of Grace" }).selectOption("starter");
  await until("the tier is stored", async () => (await stored(grace)).tier === "starter");
  await chat.page.getByRole("combobox", { name: "Role of Grace" }).selectOption("auditor");
  await until("the role is stored", async () => (await stored(grace)).role === "auditor");
  await chat.page.getByRole("combobox", { name: "Role of Grace" }).selectOption("user");
  await until("the role is stored", async () => (await stored(grace)).role === "user");
});

test("a suspended person is out within moments, wherever they are", async () => {
  const victim = await Account.register(f.base, "Victor");
  const there = await f.chatAs(victim, "/", {}, refused);
  await there.composer.waitFor();
  const chat = await f.chatAs(ada, "/admin");

  await chat.page.getByRole("button", { name: "Actions for Victor" }).click();
  await chat.page.getByRole("menuitem", { name: "Suspend" }).click();

  await chat.page.getByRole("row", { name: /Victor/ }).getByText("Suspended").waitFor();
  await there.page.getByRole("dialog", { name: "Your session has ended" }).waitFor();
});

test("a link for a new password is shown once and works once", async () => {
  const chat = await f.chatAs(ada, "/admin");
  await chat.page.getByRole("button", { name: "Actions for Grace" }).click();
  await chat.page.getByRole("menuitem", { name: "Password link" }).click();
  const link = (await chat.page.getByRole("dialog").locator("code").textContent()) ?? "";
  assert.match(link, /\/reset#token=\S+$/);

  const other = await f.chat(null, {}, /status of 40[01]/);
  await other.page.goto(link);
  await other.page.getByLabel("New password").fill("a whole new password");
  assert.ok(!other.page.url().includes("token"));
  await other.page.getByRole("button", { name: "Set the password" }).click();
  await other.page.getByText("Your password is set").waitFor();
});

test("a new person chooses their own first password", async () => {
  const chat = await f.chatAs(ada, "/admin");
  await chat.page.getByRole("button", { name: "New user" }).click();
  const form = chat.page.getByRole("dialog", { name: "New user" });
  await form.getByLabel("Name").fill("Nora");
  await form.getByLabel("E-mail").fill("nora@example.org");
  await chat.page.getByRole("button", { name: "Create", exact: true }).click();
  const dialog = chat.page.getByRole("dialog", { name: "A link to set a password" });
  const link = (await dialog.locator("code").textContent()) ?? "";

  const nora = await f.chat(null, {}, refused);
  await nora.page.goto(link);
  await nora.page.getByLabel("New password").fill(password);
  await nora.page.getByRole("button", { name: "Set the password" }).click();
  await nora.page.getByText("Your password is set").waitFor();
  await Account.signIn(f.base, "Nora", "nora@example.org");
});

test("a group is made, filled and emptied", async () => {
  const chat = await f.chatAs(ada, "/admin/groups");
  await chat.page.getByRole("button", { name: "New group" }).click();
  await chat.page.getByLabel("Name").fill("Research");
  await chat.page.getByRole("button", { name: "Create", exact: true }).click();

  await chat.page.getByRole("button", { name: /Research/, expanded: false }).click();
  await chat.page.getByRole("searchbox").fill("grace");
  await chat.page.getByRole("button", { name: "Add Grace" }).click();
  await chat.page.getByRole("button", { name: "Remove Grace" }).click();
  await chat.page.getByText("Nobody is in this group.").waitFor();
});

test("the limits of a tier are changed in place", async () => {
  const chat = await f.chatAs(ada, "/admin/tiers");
  const field = chat.page.getByRole("textbox", { name: "Dollars a month, free" });

  await field.fill("2.50");
  await field.press("Enter");

  await until("it is stored", async () => {
    const { tiers } = await ada.call<{ tiers: { name: string; monthly_nano_usd: number | null }[] }>("GET", "/admin/tiers");
    return tiers.find(({ name }) => name === "free")?.monthly_nano_usd === 2_500_000_000;
  });
});

test("what a tier opens is changed in place", async () => {
  const chat = await f.chatAs(ada, "/admin/tiers");
  await chat.page.getByRole("textbox", { name: "Models, starter" }).fill("demo/*, openai/gpt-4o");
  await chat.page.getByRole("textbox", { name: "Models, starter" }).press("Enter");
  await chat.page.getByRole("checkbox", { name: "Sharing, starter" }).uncheck();

  await until("it is stored", async () => {
    const { tiers } = await ada.call<{ tiers: { name: string; models: string[]; features: string[] }[] }>("GET", "/admin/tiers");
    const starter = tiers.find(({ name }) => name === "starter");
    return starter?.models.join() === "demo/*,openai/gpt-4o" && starter.features.join() === "api_keys";
  });
});

test("an organisation is made, and its administrator chooses their password", async () => {
  const chat = await f.chatAs(ada, "/admin/organisations");
  await chat.page.getByRole("button", { name: "New organisation" }).click();
  const form = chat.page.getByRole("dialog", { name: "New organisation" });
  await form.getByLabel("Name").fill("Elsewhere");
  await form.getByLabel("Its administrator").fill("Zoe");
  await form.getByLabel("Their e-mail").fill("zoe@example.com");
  await form.getByRole("button", { name: "Create" }).click();

  const dialog = chat.page.getByRole("dialog", { name: "A link to set a password" });
  assert.match((await dialog.locator("code").textContent()) ?? "", /\/reset#token=\S+$/);
  await dialog.getByRole("button", { name: "Done" }).click();
  await chat.page.getByRole("row", { name: /Elsewhere 1/ }).waitFor();

  const other = await f.chatAs(auditor, "/admin/organisations");
  await other.page.getByRole("row", { name: /Elsewhere/ }).waitFor();
  assert.equal(await other.page.getByRole("button", { name: "New organisation" }).count(), 0);
});

test("a budget is set, changed and taken away", async () => {
  const chat = await f.chatAs(ada, "/admin/budgets");
  await chat.page.getByRole("button", { name: "New budget" }).click();
  const dialog = chat.page.getByRole("dialog");
  await dialog.getByLabel("Whose").selectOption({ label: `Grace (${grace.email})` });
  await dialog.getByLabel("Dollars", { exact: true }).fill("5");
  await dialog.getByRole("button", { name: "Save" }).click();
  await chat.page.getByRole("row", { name: /\$5\.00 per month/ }).waitFor();

  await chat.page.getByRole("button", { name: /^Change the budget/ }).click();
  await chat.page.getByLabel("Dollars", { exact: true }).fill("7.5");
  await chat.page.getByRole("button", { name: "Save" }).click();
  await chat.page.getByRole("row", { name: /\$7\.50 per month/ }).waitFor();

  await chat.page.getByRole("button", { name: /^Delete the budget/ }).click();
  await chat.page.getByRole("alertdialog").getByRole("button", { name: "Delete" }).click();
  await chat.page.getByText("There are no budgets").waitFor();
});

test("costs are shown by person and saved as a table for elsewhere", async () => {
  const chat = await f.chatAs(ada, "/admin/costs");
  await chat.page.getByRole("rowheader", { name: "Grace" }).waitFor();

  const saving = chat.page.waitForEvent("download");
  await chat.page.getByRole("button", { name: "Export CSV" }).click();
  const file = await (await saving).path();

  assert.match(await readFile(file, "utf8"), /total_tokens/);
});

test("the audit log shows what was done, and that nobody changed it", async () => {
  const chat = await f.chatAs(ada, "/admin/audit");
  await chat.page.locator("[data-chain=whole]").waitFor();

  await chat.page.getByLabel("Action").fill("user.suspend");

  await chat.page.getByRole("row", { name: /user\.suspend/ }).first().waitFor();
  await chat.page.getByText("key.create").waitFor({ state: "detached" });
});

test("an auditor sees it all and can change nothing", async () => {
  const chat = await f.chatAs(auditor, "/admin");
  await chat.page.getByText("You see everything here as an auditor").waitFor();
  await chat.page.getByRole("row", { name: /Grace/ }).waitFor();

  for (const page of ["users", "groups", "organisations", "tiers", "budgets"]) {
    await chat.page.goto(`${f.base}/admin/${page}`);
    await chat.page.waitForLoadState("networkidle");
    const controls = await chat.page.locator("main").getByRole("button", { name: /New|Actions|Delete|Change/ }).count();
    assert.equal(controls, 0, page);
    assert.equal(await chat.page.locator("main table").getByRole("combobox").count(), 0, page);
    assert.equal(await chat.page.locator("main table").getByRole("textbox").count(), 0, page);
  }
});

test("others find no administration", async () => {
  const user = await Account.register(f.base, "Ulla");
  const chat = await f.chatAs(user, "/admin");
  await chat.composer.waitFor();
  await chat.page.getByRole("button", { name: /Settings$/ }).click();
  assert.equal(await chat.page.getByRole("menuitem", { name: "Administration" }).count(), 0);
});

test("X-02: markup in names is text on every page", async () => {
  const chat = await f.chatAs(ada, null);
  for (const page of ["users", "audit", "costs"]) {
    await chat.page.goto(`${f.base}/admin/${page}`);
    await chat.page.waitForLoadState("networkidle");
    assert.equal(await chat.page.locator("main img").count(), 0, page);
  }
  assert.equal(await chat.page.evaluate(() => "pwned" in window), false);
});

for (const colorScheme of ["light", "dark"] as const)
  for (const [size, options] of Object.entries({ "a large screen": {}, "a small screen": mobile }))
    test(`axe finds nothing wrong on ${size}, ${colorScheme}`, async (t) => {
      const chat = await f.chatAs(ada, null, { ...options, colorScheme, reducedMotion: "reduce" });
      for (const page of ["users", "groups", "organisations", "tiers", "budgets", "costs", "audit"])
        await t.test(page, async () => {
          await chat.page.goto(`${f.base}/admin/${page}`);
          await chat.page.getByRole("heading", { level: 1 }).waitFor();
          await chat.page.waitForLoadState("networkidle");
          assert.deepEqual(await violations(chat.page), []);
          const width = await chat.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
          assert.equal(width, 0, "no scrolling sideways");
        });
    });
