import assert from "node:assert/strict";
import { test } from "node:test";
import { ask, conversations, rename, until } from "../support/api.ts";
import { fixture } from "../support/fixture.ts";

const f = fixture();

async function titled(title: string, message = title) {
  const { conversation_id } = await ask(f.base, message, { model: "demo:tokens=5" });
  await rename(f.base, conversation_id, title);
  return conversation_id;
}

const listed = async (title: string) =>
  (await conversations(f.base)).conversations.find((each) => each.title === title);

test("a conversation is renamed in place", async () => {
  const id = await titled("Old name");
  const chat = await f.chat(`/c/${id}`);

  await chat.list.getByRole("link", { name: "Old name" }).press("F2");
  await chat.page.getByRole("textbox", { name: "Title" }).fill("New name");
  await chat.page.keyboard.press("Enter");

  await chat.list.getByRole("link", { name: "New name" }).waitFor();
  await chat.page.getByRole("heading", { name: "New name" }).waitFor();
  await until("it is stored", async () => Boolean(await listed("New name")));
});

test("escape leaves the name as it was", async () => {
  const id = await titled("Steady name");
  const chat = await f.chat(`/c/${id}`);

  await chat.list.getByRole("link", { name: "Steady name" }).press("F2");
  await chat.page.getByRole("textbox", { name: "Title" }).fill("Something else");
  await chat.page.keyboard.press("Escape");

  await chat.list.getByRole("link", { name: "Steady name" }).waitFor();
  assert.ok(await listed("Steady name"));
});

test("a deleted conversation can be brought back", async () => {
  const id = await titled("Short-lived");
  const chat = await f.chat(`/c/${id}`);

  await chat.list.getByRole("link", { name: "Short-lived" }).hover();
  await chat.page.getByRole("button", { name: "Options for Short-lived" }).click();
  await chat.page.getByRole("menuitem", { name: "Delete" }).click();
  await chat.list.getByRole("link", { name: "Short-lived" }).waitFor({ state: "detached" });
  await until("it is gone", async () => !(await listed("Short-lived")));

  await chat.page.getByRole("button", { name: "Undo" }).click();
  await chat.list.getByRole("link", { name: "Short-lived" }).waitFor();
  await chat.questions.first().waitFor();
  assert.ok(await listed("Short-lived"));
});

test("a pinned conversation stands on top, under its own heading", async () => {
  await titled("Keep me");
  await titled("Newer");
  const chat = await f.chat();

  await chat.page.getByRole("button", { name: "Options for Keep me" }).focus();
  await chat.page.keyboard.press("Enter");
  await chat.page.getByRole("menuitem", { name: "Pin", exact: true }).click();

  await chat.list.getByRole("heading", { name: "Pinned" }).waitFor();
  await until("it is stored", async () => (await listed("Keep me"))?.pinned === true);
  await chat.list.getByRole("link").first().getByText("Keep me").waitFor();
});

test("search finds a message by its words and jumps to it", async () => {
  const id = await titled("Harbour notes", "The quokka lives on an island");
  for (let n = 0; n < 30; n++)
    await ask(f.base, `Filler ${n}`, { conversation_id: id, model: "demo:tokens=60" });
  const chat = await f.chat();

  await chat.page.keyboard.press("Control+k");
  await chat.page.getByPlaceholder("Search conversations and messages").fill("quokka");
  await chat.page.getByRole("option", { name: /quokka/ }).first().click();

  await chat.questions.getByText("The quokka lives on an island").waitFor();
  const inSight = await chat.questions
    .getByText("The quokka lives on an island")
    .evaluate((element) => element.getBoundingClientRect().top >= 0 && element.getBoundingClientRect().bottom <= innerHeight);
  assert.ok(inSight);
});

test("search finds a conversation by its title", async () => {
  const id = await titled("Zeppelin logistics");
  const chat = await f.chat();

  await chat.page.keyboard.press("Control+k");
  await chat.page.getByPlaceholder("Search conversations and messages").fill("zeppelin");
  await chat.page.getByRole("option", { name: "Zeppelin logistics" }).first().click();

  await chat.page.waitForURL(`**/c/${id}`);
});

test("the list loads more as its end comes into view", async () => {
  for (let n = 0; n < 60; n++) await ask(f.base, `Many ${n}`, { model: "demo:tokens=1" });
  const chat = await f.chat();
  const links = chat.list.getByRole("link");
  await links.nth(40).waitFor();

  await links.nth(40).scrollIntoViewIfNeeded();

  await links.nth(60).waitFor();
});

test("an unknown conversation says so", async () => {
  const chat = await f.chat(null, {}, /status of 404/);

  await chat.page.goto(`${f.base}/c/0199aaaa-0000-7000-8000-000000000000`);

  await chat.page.getByRole("heading", { name: "This conversation is not here" }).waitFor();
});
