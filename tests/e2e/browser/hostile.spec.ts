import assert from "node:assert/strict";
import { test } from "node:test";
import { ask, rename } from "../support/api.ts";
import { fixture } from "../support/fixture.ts";

const f = fixture();
const attack = `<img src=x onerror="window.pwned=1"><svg onload="window.pwned=1"></svg><script>window.pwned=1</script>`;

test("X-02: markup in a message and in a title is text", async () => {
  const { conversation_id } = await ask(f.base, attack);
  await rename(f.base, conversation_id, attack);
  const chat = await f.chat(`/c/${conversation_id}`);
  await chat.answers.first().waitFor();

  assert.equal(await chat.questions.first().locator("img, svg[onload], script").count(), 0);
  await chat.list.getByText(attack).first().waitFor();
  assert.equal(await chat.page.evaluate(() => "pwned" in window), false);
});

test("X-01: markup that a model repeats is inert", async () => {
  // The demo model quotes what was written to it.
  const { conversation_id, content } = await ask(f.base, `${attack} [x](javascript:window.pwned=1)`);
  assert.ok(content.includes("onerror"));
  const chat = await f.chat(`/c/${conversation_id}`);
  await chat.answers.first().waitFor();

  assert.equal(await chat.lastAnswer.locator("img, script, iframe, a[href^='javascript']").count(), 0);
  assert.equal(await chat.page.evaluate(() => "pwned" in window), false);
});

test("X-07: every page carries the content policy", async () => {
  for (const path of ["/", "/c/anything", "/docs", "/redoc"]) {
    const policy = (await fetch(f.base + path)).headers.get("content-security-policy") ?? "";
    assert.match(policy, /default-src 'none'; script-src 'self';/, path);
    assert.match(policy, /frame-ancestors 'none'/, path);
  }
});

test("X-07: the policy holds: an inline script does not run", async () => {
  const chat = await f.chat("/", {}, /content policy|Content Security Policy/);
  const ran = await chat.page.evaluate(() => {
    const script = document.createElement("script");
    script.textContent = "window.pwned = 1";
    document.body.append(script);
    return "pwned" in window;
  });
  assert.equal(ran, false);
});

test("X-13: the browser's storage holds drafts and choices, no secrets", async () => {
  const chat = await f.chat();
  await chat.ask("Hello");
  await chat.composer.pressSequentially("a draft");
  await chat.page.reload();

  const keys = await chat.page.evaluate(() => [...Object.keys(localStorage), ...Object.keys(sessionStorage)]);
  for (const key of keys) assert.match(key, /^parlance\.(?:draft\.|model$|theme$|sidebar$)/);
  assert.equal(await chat.page.evaluate(() => document.cookie), "");
});
