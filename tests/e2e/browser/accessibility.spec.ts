import assert from "node:assert/strict";
import { test } from "node:test";
import { ask, rename } from "../support/api.ts";
import { violations } from "../support/axe.ts";
import { mobile } from "../support/browser.ts";
import type { ChatPage } from "../support/chat-page.ts";
import { fixture } from "../support/fixture.ts";

let id: string;
const f = fixture({}, async (base) => {
  id = (await ask(base, "Show me a table")).conversation_id;
  await ask(base, "Show me some code", { conversation_id: id });
  await ask(f.base, "Show me some code", { conversation_id: id, parent_id: null });
  await ask(f.base, "And a table", { conversation_id: id });
  await ask(f.base, "And some code", { conversation_id: id });
  await rename(f.base, id, "Tables and code");
});

// Every state of the page a person can bring about, and how.
const states: Record<string, (chat: ChatPage) => Promise<unknown>> = {
  "a new chat": (chat) => chat.open("/"),
  "a conversation": async (chat) => {
    await chat.open(`/c/${id}`);
    await chat.page.locator(".shiki-token").first().waitFor();
  },
  "a conversation, scrolled": async (chat) => {
    await chat.open(`/c/${id}`);
    await chat.answers.first().waitFor();
    await chat.page.locator("#thread").press("Home");
    await chat.page.getByRole("button", { name: "Jump to the newest message" }).waitFor();
  },
  "an answer on its way": async (chat) => {
    await chat.open("/");
    await chat.write("Something long");
    await chat.streamed(100);
  },
  "a stopped answer": async (chat) => {
    await chat.stop.click();
    await chat.page.getByText("You stopped this answer").waitFor();
  },
  "a failed answer": async (chat) => {
    await chat.open("/");
    await ask(f.base, "Hello", { conversation_id: id, model: "demo:tokens=9,cut_at=3,error=auth" }).catch(() => {});
    await chat.open(`/c/${id}`);
    await chat.page.getByRole("group", { name: "The answer failed" }).last().waitFor();
  },
  "an own message being edited": async (chat) => {
    await chat.open(`/c/${id}`);
    await chat.questions.last().hover();
    await chat.questions.last().getByRole("button", { name: "Edit" }).click();
    await chat.page.getByRole("textbox", { name: "Edit message" }).waitFor();
  },
  "the providers": async (chat) => {
    await chat.page.goto(`${f.base}/settings/providers`);
    await chat.page.getByRole("rowheader", { name: "demo" }).waitFor();
  },
  "the keys of a server without accounts": async (chat) => {
    await chat.page.goto(`${f.base}/settings/keys`);
    await chat.page.getByRole("button", { name: "New key" }).waitFor();
  },
  "a conversation that is not there": async (chat) => {
    await chat.page.goto(`${f.base}/c/0199aaaa-0000-7000-8000-000000000000`);
    await chat.page.getByRole("heading", { name: "This conversation is not here" }).waitFor();
  },
  "the search": async (chat) => {
    await chat.open(`/c/${id}`);
    await chat.page.keyboard.press("Control+k");
    await chat.page.getByPlaceholder("Search conversations and messages").fill("table");
    await chat.page.getByRole("option").nth(1).waitFor();
  },
  "the shortcuts": async (chat) => {
    await chat.open("/");
    await chat.page.keyboard.press("Control+/");
    await chat.page.getByRole("dialog").waitFor();
  },
  "the models": async (chat) => {
    await chat.open("/");
    await chat.page.getByRole("button", { name: /^Model:/ }).click();
    await chat.page.getByRole("option").first().waitFor();
  },
  "the prompts to choose from": async (chat) => {
    await chat.open("/");
    await chat.page.getByRole("button", { name: "Use a prompt" }).click();
    await chat.page.getByRole("option").first().waitFor();
  },
  "the values of a prompt": async (chat) => {
    await chat.page.getByRole("option", { name: "Customer support" }).click();
    await chat.page.getByLabel("company").waitFor();
  },
  "the prompts": async (chat) => {
    await chat.page.goto(`${f.base}/settings/prompts`);
    await chat.page.getByRole("link", { name: "Summarise" }).waitFor();
  },
  "a prompt to read": async (chat) => {
    await chat.page.getByRole("link", { name: "Classify" }).click();
    await chat.page.getByRole("heading", { name: "Try it" }).waitFor();
  },
  "a prompt being written": async (chat) => {
    await chat.page.getByRole("button", { name: "Make a copy" }).click();
    await chat.page.getByRole("button", { name: "Save" }).waitFor();
  },
  "the settings": async (chat) => {
    await chat.open("/");
    await chat.page.getByRole("button", { name: "Settings" }).click();
    await chat.page.getByRole("menu").waitFor();
  },
  "the menu of a conversation": async (chat) => {
    await chat.open("/");
    await chat.page.getByRole("button", { name: "Options for Tables and code" }).focus();
    await chat.page.keyboard.press("Enter");
    await chat.page.getByRole("menu").waitFor();
  },
  "a title being changed": async (chat) => {
    await chat.open("/");
    await chat.list.getByRole("link", { name: "Tables and code" }).press("F2");
    await chat.page.getByRole("textbox", { name: "Title" }).waitFor();
  },
  "a toast": async (chat) => {
    const { conversation_id } = await ask(f.base, "Short-lived");
    await rename(f.base, conversation_id, "Short-lived");
    await chat.open("/");
    await chat.page.getByRole("button", { name: "Options for Short-lived" }).focus();
    await chat.page.keyboard.press("Enter");
    await chat.page.getByRole("menuitem", { name: "Delete" }).click();
    await chat.page.getByRole("button", { name: "Undo" }).waitFor();
  },
  "the API reference": async (chat) => {
    await chat.page.goto(`${f.base}/docs#post_api_v1_chat`);
    await chat.page.getByRole("heading", { name: "API reference" }).waitFor();
    await chat.page.getByRole("button", { expanded: false }).first().click();
  },
};

for (const colorScheme of ["light", "dark"] as const) {
  test(`axe finds nothing wrong in any state, ${colorScheme}`, async (t) => {
    const chat = await f.chat(null, { colorScheme, reducedMotion: "reduce" }, /status of 404/);
    for (const [name, reach] of Object.entries(states))
      await t.test(name, async () => {
        await reach(chat);
        assert.deepEqual(await violations(chat.page), []);
      });
  });

  test(`axe finds nothing wrong on a small screen, ${colorScheme}`, async () => {
    const chat = await f.chat(`/c/${id}`, { ...mobile, colorScheme, reducedMotion: "reduce" });
    await chat.answers.first().waitFor();
    assert.deepEqual(await violations(chat.page), []);

    await chat.page.getByRole("button", { name: "Open sidebar" }).click();
    await chat.page.getByRole("dialog").waitFor();
    assert.deepEqual(await violations(chat.page), []);
  });
}

test("the page fits into 320 pixels without scrolling sideways", async () => {
  const chat = await f.chat(`/c/${id}`, { viewport: { width: 320, height: 640 } });
  await chat.answers.first().waitFor();

  assert.equal(await chat.page.evaluate(() => document.documentElement.scrollWidth), 320);
  assert.equal(await chat.page.evaluate(() => document.querySelector("#thread")!.scrollWidth <= 320), true);
});
