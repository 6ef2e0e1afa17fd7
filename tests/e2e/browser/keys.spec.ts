import assert from "node:assert/strict";
import { test } from "node:test";
import { Account } from "../support/account.ts";
import { violations } from "../support/axe.ts";
import { mobile } from "../support/browser.ts";
import { fixture } from "../support/fixture.ts";

let ada: Account;
const f = fixture({ AUTH_ANONYMOUS: "false" }, async (base) => {
  ada = await Account.register(base, "Ada");
});

const ask = (key: string) =>
  fetch(`${f.base}/api/v1/chat`, {
    method: "POST",
    headers: { "Content-Type": "application/json", Authorization: `Bearer ${key}` },
    body: JSON.stringify({ message: "Hello" }),
  });

test("a key is shown once, works, and is refused as soon as it is revoked", async () => {
  const chat = await f.chatAs(ada, "/settings/keys");
  await chat.page.getByText("You have no API keys yet.").waitFor();

  await chat.page.getByRole("button", { name: "New key" }).click();
  const dialog = chat.page.getByRole("dialog", { name: "New API key" });
  await dialog.getByLabel("Name").fill("Nightly report");
  await dialog.getByRole("button", { name: "Create the key" }).click();
  const key = (await dialog.locator("code").textContent()) ?? "";
  assert.match(key, /^parl_\w{8}_\S{20,}$/);
  await dialog.getByRole("button", { name: "Done" }).click();
  await dialog.waitFor({ state: "detached" });

  await chat.page.getByText("Nightly report").waitFor();
  await chat.page.getByText(`${key.slice(0, 13)}…`, { exact: true }).waitFor();
  assert.ok(!(await chat.page.content()).includes(key));
  assert.equal((await ask(key)).status, 200);

  await chat.page.getByRole("button", { name: "Revoke Nightly report" }).click();
  await chat.page.getByRole("alertdialog").getByRole("button", { name: "Revoke" }).click();
  await chat.page.getByText("Revoked", { exact: true }).waitFor();
  assert.equal((await ask(key)).status, 401);
});

test("a key is made for exactly what was ticked", async () => {
  const chat = await f.chatAs(ada, "/settings/keys");
  await chat.page.getByRole("button", { name: "New key" }).click();
  const dialog = chat.page.getByRole("dialog");
  await dialog.getByLabel("Name").fill("Only the list");
  await dialog.getByLabel("Chat").uncheck();
  await dialog.getByLabel("Conversations").uncheck();
  await dialog.getByLabel("Expires").selectOption({ label: "In 7 days" });
  await dialog.getByText("Models and limits").click();
  await dialog.getByLabel("Requests a minute").fill("30");
  await dialog.getByRole("button", { name: "Create the key" }).click();
  const key = (await dialog.locator("code").textContent()) ?? "";

  assert.equal((await ask(key)).status, 403);
  const { keys } = await ada.call<{ keys: { name: string; scopes: string[]; requests_per_minute: number; expires_at: string }[] }>("GET", "/keys");
  const made = keys.find(({ name }) => name === "Only the list");
  assert.deepEqual([made?.scopes, made?.requests_per_minute], [["models"], 30]);
  assert.ok(Date.parse(made!.expires_at) > Date.now());
});

test("a key is changed: its name, limits and end", async () => {
  await ada.call("POST", "/keys", { name: "Old name", scopes: ["chat"], requests_per_minute: 5 });
  const chat = await f.chatAs(ada, "/settings/keys");
  await chat.page.getByRole("button", { name: "Change Old name" }).click();
  const dialog = chat.page.getByRole("dialog", { name: "Change “Old name”" });
  await dialog.getByLabel("Name").fill("New name");
  await dialog.getByLabel("Usage").check();
  await dialog.getByLabel("Expires").selectOption({ label: "In 30 days" });
  await dialog.getByLabel("Requests a minute").fill("");
  await dialog.getByRole("textbox", { name: "Models" }).fill("demo");
  await dialog.getByRole("button", { name: "Save" }).click();
  await dialog.waitFor({ state: "detached" });

  await chat.page.getByText("New name").waitFor();
  const { keys } = await ada.call<{
    keys: { name: string; scopes: string[]; models: string[]; requests_per_minute: number | null; expires_at: string }[];
  }>("GET", "/keys");
  const changed = keys.find(({ name }) => name === "New name");
  assert.deepEqual([changed?.scopes, changed?.models, changed?.requests_per_minute], [["chat", "usage"], ["demo"], null]);
  assert.ok(Date.parse(changed!.expires_at) > Date.now());
});

for (const colorScheme of ["light", "dark"] as const)
  for (const [size, options] of Object.entries({ "a large screen": {}, "a small screen": mobile }))
    test(`axe finds nothing wrong on ${size}, ${colorScheme}`, async () => {
      const chat = await f.chatAs(ada, "/settings/keys", { ...options, colorScheme, reducedMotion: "reduce" });
      await chat.page.getByText("Nightly report").waitFor();
      assert.deepEqual(await violations(chat.page), []);

      await chat.page.getByRole("button", { name: "New key" }).click();
      await chat.page.getByRole("dialog").getByText("Models and limits").click();
      assert.deepEqual(await violations(chat.page), []);
      await chat.page.keyboard.press("Escape");

      await chat.page.getByRole("button", { name: "Change New name" }).click();
      await chat.page.getByRole("dialog", { name: "Change “New name”" }).waitFor();
      assert.deepEqual(await violations(chat.page), []);
    });
