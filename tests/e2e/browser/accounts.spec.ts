import assert from "node:assert/strict";
import { test } from "node:test";
import { Account, password } from "../support/account.ts";
import { violations } from "../support/axe.ts";
import { mobile } from "../support/browser.ts";
import type { ChatPage } from "../support/chat-page.ts";
import { fixture } from "../support/fixture.ts";

const f = fixture({ AUTH_ANONYMOUS: "false" });
// The browser itself logs every refused request.
const refused = /status of (?:401|403)|HTTP Authentication failed/;
let ada: Account;

const signIn = async (chat: ChatPage, who: { email: string }, secret = password) => {
  await chat.page.getByLabel("E-mail").fill(who.email);
  await chat.page.getByLabel("Password", { exact: true }).fill(secret);
  await chat.page.getByRole("button", { name: "Sign in", exact: true }).click();
};
const menu = async (chat: ChatPage, item: string) => {
  await chat.page.getByRole("button", { name: /Settings$/ }).click();
  await chat.page.getByRole("menuitem", { name: item }).click();
};

test("the first visitor is told that theirs is the administrator's account, and it is", async () => {
  const chat = await f.chat(null, {}, refused);
  await chat.page.goto(f.base);
  await chat.page.getByText("You are the first: this account will administrate").waitFor();

  await chat.page.getByLabel("Name").fill("Ada Lovelace");
  await chat.page.getByLabel("E-mail").fill("ada@example.org");
  await chat.page.getByLabel("Password", { exact: true }).fill(password);
  await chat.page.getByRole("button", { name: "Create an account" }).click();

  await chat.composer.waitFor();
  await menu(chat, "Administration");
  await chat.page.getByRole("heading", { name: "Users" }).waitFor();
  ada = await Account.signIn(f.base, "Ada Lovelace", "ada@example.org");
});

test("whoever comes signed out is led to the sign-in and back to where they were", async () => {
  const { conversation_id } = await ada.ask("Hello");
  const chat = await f.chat(null, {}, refused);
  await chat.page.goto(`${f.base}/c/${conversation_id}`);

  await chat.page.waitForURL("**/signin?return_to=**");
  await signIn(chat, ada);

  await chat.page.waitForURL(`**/c/${conversation_id}`);
  await chat.answers.first().waitFor();
});

test("a wrong password is said and nothing typed is lost", async () => {
  const chat = await f.chat(null, {}, refused);
  await chat.page.goto(`${f.base}/signin`);

  await signIn(chat, ada, "not the password");

  await chat.page.getByRole("alert").filter({ hasText: /\w/ }).waitFor();
  assert.equal(await chat.page.getByLabel("E-mail").inputValue(), ada.email);
});

test("one signs in with the keyboard alone", async () => {
  const chat = await f.chat(null, {}, refused);
  await chat.page.goto(`${f.base}/signin`);
  await chat.page.getByLabel("E-mail").waitFor();

  await chat.page.keyboard.type(ada.email);
  await chat.page.keyboard.press("Tab");
  await chat.page.keyboard.type(password);
  await chat.page.keyboard.press("Enter");

  await chat.composer.waitFor();
});

test("A-24: the session's cookie is out of reach for scripts and for other sites", async () => {
  const anew = await f.chat(null, {}, refused);
  await anew.page.goto(`${f.base}/signin`);
  await signIn(anew, ada);
  await anew.composer.waitFor();

  const [cookie] = await anew.page.context().cookies();
  assert.deepEqual([cookie?.name, cookie?.httpOnly, cookie?.sameSite], ["parlance_session", true, "Lax"]);
  assert.equal(await anew.page.evaluate(() => document.cookie), "");
});

test("X-08: a change without the session's token is refused", async () => {
  const chat = await f.chatAs(ada, "/", {}, refused);
  await chat.composer.waitFor();

  const status = await chat.page.evaluate(async () => {
    const headers = { "Content-Type": "application/json" };
    return (await fetch("/api/v1/auth/me", { method: "PATCH", headers, body: '{"name":"Eve"}' })).status;
  });

  assert.equal(status, 403);
});

test("X-13: after signing out the browser holds nothing, and other tabs follow", async () => {
  const chat = await f.chatAs(await ada.signInElsewhere(), "/", {}, refused);
  await chat.composer.waitFor();
  await chat.ask("Hello");
  await chat.composer.pressSequentially("a secret plan");
  const address = `/c/${chat.conversationId}`;
  const tab = await chat.page.context().newPage();
  await tab.goto(f.base);
  await tab.getByRole("textbox", { name: "Message", exact: true }).waitFor();

  await menu(chat, "Sign out");

  await chat.page.waitForURL("**/signin");
  await tab.waitForURL("**/signin");
  assert.deepEqual(await chat.page.context().cookies(), []);
  const kept = await chat.page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
  assert.ok(!kept.includes("secret plan"), kept);
  await chat.page.goto(f.base + address);
  await chat.page.getByLabel("E-mail").waitFor();
  assert.equal(await chat.answers.count(), 0);
});

test("a session that ends in the middle asks again, and the draft is still there", async () => {
  const elsewhere = await ada.signInElsewhere();
  const chat = await f.chatAs(elsewhere, "/", {}, refused);
  await chat.composer.waitFor();
  await chat.ask("Hello");
  await chat.composer.fill("half a thought");

  await elsewhere.request("POST", "/auth/logout");

  const dialog = chat.page.getByRole("dialog", { name: "Your session has ended" });
  await dialog.waitFor();
  assert.deepEqual(await violations(chat.page), []);
  await dialog.getByLabel("Password", { exact: true }).fill(password);
  await dialog.getByRole("button", { name: "Sign in", exact: true }).click();
  await dialog.waitFor({ state: "detached" });
  assert.equal(await chat.composer.inputValue(), "half a thought");
  assert.equal(await chat.answers.count(), 1);
  await chat.composer.press("Enter");
  await chat.answers.nth(1).waitFor();
  await chat.answered();
});

test("sessions are listed, this one marked, and others can be ended", async () => {
  const other = await ada.signInElsewhere();
  const chat = await f.chatAs(await ada.signInElsewhere(), "/settings/sessions");
  await chat.page.getByText("This session").waitFor();
  const ends = chat.page.getByRole("button", { name: /^End the session/ });
  await ends.first().waitFor();

  for (let left = await ends.count(); left > 0; left--) {
    await ends.first().click();
    await chat.page.waitForFunction(
      (count) => document.querySelectorAll("main li button").length < count,
      left,
    );
  }

  assert.equal((await other.request("GET", "/auth/me")).status, 401);
  ada = await ada.signInElsewhere();
});

test("a changed password ends the other sessions and not this one", async () => {
  const eve = await Account.register(f.base, "Eve Password");
  const other = await eve.signInElsewhere();
  const chat = await f.chatAs(eve, "/settings/profile");

  await chat.page.getByLabel("Current password").fill(password);
  await chat.page.getByLabel("New password").fill("another long password");
  await chat.page.getByRole("button", { name: "Change the password" }).click();
  await chat.page.getByText("Password changed").first().waitFor();

  assert.equal((await other.request("GET", "/auth/me")).status, 401);
  await chat.page.getByLabel("Name").fill("Eve Changed");
  await chat.page.getByRole("button", { name: "Save" }).click();
  await chat.page.getByText("Saved").first().waitFor();
});

test("a deleted account is gone", async () => {
  const gone = await Account.register(f.base, "Short Lived");
  const chat = await f.chatAs(gone, "/settings/profile", {}, refused);

  await chat.page.getByRole("button", { name: "Delete my account" }).click();
  const dialog = chat.page.getByRole("alertdialog");
  await dialog.getByLabel("Password", { exact: true }).fill(password);
  await dialog.getByRole("button", { name: "Delete my account" }).click();

  await chat.page.waitForURL("**/signin");
  await signIn(chat, gone);
  await chat.page.getByRole("alert").filter({ hasText: /\w/ }).waitFor();
});

test("X-07: the pages for signing in and for settings carry the content policy", async () => {
  for (const path of ["/signin", "/register", "/forgot", "/reset", "/settings", "/settings/keys", "/admin", "/admin/users"]) {
    const policy = (await fetch(f.base + path)).headers.get("content-security-policy") ?? "";
    assert.match(policy, /default-src 'none'; script-src 'self';/, path);
  }
});

test("X-02: markup in a name is text", async () => {
  const mallory = await Account.register(f.base, `<img src=x onerror="window.pwned=1">`, "mallory@example.org");
  const chat = await f.chatAs(mallory);
  await chat.page.getByRole("button", { name: /onerror.*Settings$/ }).waitFor();
  await chat.page.goto(`${f.base}/settings/profile`);
  await chat.page.getByLabel("Name").waitFor();

  assert.equal(await chat.page.evaluate(() => "pwned" in window), false);
  assert.equal(await chat.page.locator("img").count(), 0);
});

const signedOut = { "the sign-in": "/signin", "the registration": "/register", "a forgotten password": "/forgot", "a new password": "/reset#token=none" };
const signedIn = { "the profile": "/settings/profile", "the sessions": "/settings/sessions", "the usage": "/settings/usage" };

for (const colorScheme of ["light", "dark"] as const)
  for (const [size, options] of Object.entries({ "a large screen": {}, "a small screen": mobile }))
    test(`axe finds nothing wrong on ${size}, ${colorScheme}`, async (t) => {
      const look = { ...options, colorScheme, reducedMotion: "reduce" } as const;
      for (const [who, pages] of [[null, signedOut], [ada, signedIn]] as const) {
        const chat = who ? await f.chatAs(who, null, look) : await f.chat(null, look, refused);
        for (const [name, path] of Object.entries(pages))
          await t.test(name, async () => {
            await chat.page.goto("about:blank");
            await chat.page.goto(f.base + path);
            await chat.page.getByRole("heading", { level: 1 }).waitFor();
            await chat.page.waitForLoadState("networkidle");
            assert.deepEqual(await violations(chat.page), []);
          });
      }
    });
