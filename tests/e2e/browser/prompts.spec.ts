import assert from "node:assert/strict";
import { test } from "node:test";
import { fixture } from "../support/fixture.ts";

const f = fixture();

const systemPrompt = async (path: string) => {
  const reply = await fetch(`${f.base}/api/v1/conversations/${path.split("/").at(-1)}`);
  return ((await reply.json()) as { system_prompt: string }).system_prompt;
};

test("a prompt is written, tried, changed and gone back to", async () => {
  const { page } = await f.chat(null, {}, /status of 400/);
  await page.goto(`${f.base}/settings/prompts`);
  await page.getByText("You have no prompts yet.").waitFor();
  await page.getByRole("button", { name: "New prompt" }).click();
  await page.getByLabel("Name", { exact: true }).fill("Greeting");
  await page.getByLabel("Role").fill("You are {{name}}.");
  await page.getByLabel("Instructions").fill("Greet in {{language}}.");
  const language = page.getByRole("group", { name: "language" });
  await language.getByLabel("May be left empty").check();
  await language.getByLabel("Usual value").fill("English");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("heading", { name: "Try it" }).waitFor();

  await page.getByLabel("name", { exact: true }).last().fill("Zoe");
  await page.getByRole("button", { name: "Show" }).click();
  const result = page.getByRole("region", { name: "What the prompt becomes" });
  assert.equal(await result.textContent(), "You are Zoe.\n\n## Instructions\nGreet in English.");

  await page.getByLabel("Role").fill("Be {{name}}!");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("button", { name: "Open version 2" }).waitFor();
  await page.getByRole("button", { name: "Open version 1" }).click();
  await page.waitForFunction(() => [...document.querySelectorAll("textarea")].some((area) => area.value === "You are {{name}}."));

  await page.getByLabel("Role").fill("{{a b}}");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("alert").filter({ hasText: "/template/role" }).waitFor();
});

test("a chosen prompt speaks to the model from the first message on", async () => {
  const chat = await f.chat("/");
  const { page } = chat;
  await page.getByRole("button", { name: "Use a prompt" }).click();
  await page.getByRole("option", { name: "Greeting" }).click();
  const use = page.getByRole("button", { name: "Use it" });
  assert.ok(await use.isDisabled());
  await page.getByLabel("name", { exact: true }).fill("Max");
  await use.click();
  await page.getByRole("button", { name: "Prompt: Greeting" }).waitFor();

  await chat.write("Hello");
  await page.waitForURL(/\/c\//);
  assert.equal(await systemPrompt(page.url()), "Be Max!\n\n## Instructions\nGreet in English.");
  await page.getByRole("button", { name: "Use a prompt" }).waitFor();
});
