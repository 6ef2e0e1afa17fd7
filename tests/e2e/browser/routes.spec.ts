import assert from "node:assert/strict";
import { after, test } from "node:test";
import type { ServerResponse } from "node:http";
import { fixture } from "../support/fixture.ts";
import { begin, delta, finish, refuse, say, stream, Upstream, usage } from "../sdk/support/upstream.ts";

const notes = 'One[^1], and $E = mc^2$.\n\n' + "A line of it.\n\n".repeat(60) + "[^1]: The note.\n";

// What the provider does follows from the question.
function answer(response: ServerResponse, question: string): void {
  if (question.includes("down")) return refuse(response, 503);
  if (question.includes("nothing")) return stream(response, [finish("stop"), usage(3, 0)]);
  if (question.includes("notes")) return stream(response, [delta(notes), finish("stop"), usage(3, 99)]);
  if (!question.includes("cut")) return stream(response, [delta("All well."), finish("stop"), usage(3, 4)]);
  begin(response);
  say(response, delta("The first half, "));
  setTimeout(() => response.destroy(), 50);
}

const upstream = await Upstream.start();
upstream.answer = (response, asked) => {
  const messages = asked.body.messages as { role: string; content: string }[];
  answer(response, messages.findLast((each) => each.role === "user")?.content ?? "");
};
after(() => upstream.stop());
const f = fixture({
  LLM_PROVIDER: "openai",
  OPENAI_BASE_URL: upstream.url,
  OPENAI_API_KEY: "k",
  DEFAULT_MODEL: "m",
  LLM_FALLBACKS: "demo:delay_ms=20",
  TITLES_ENABLED: "false",
});

test("another model that is asked shows as it happens, and stays beside the answer", async () => {
  const chat = await f.chat();
  await chat.write("You are down");

  const note = chat.lastAnswer.getByText("The model failed; asking demo/demo:delay_ms=20");
  await note.waitFor();
  await chat.stop.waitFor();
  await chat.answered();

  await note.waitFor();
  await chat.lastAnswer.getByText("demo:delay_ms=20", { exact: true }).waitFor();
  await chat.lastAnswer.getByText(/^\d+ tokens/).waitFor();
});

test("an answer that breaks off goes on, and the page says with whom", async () => {
  const chat = await f.chat();
  await chat.write("You are cut");

  await chat.lastAnswer.getByText(/^The answer was interrupted; demo:\S+ goes on where it was$/).waitFor();
  await chat.answered();

  assert.ok((await chat.answerText()).startsWith("The first half, "));
});

test("the providers show who failed, and that another answers", async () => {
  const chat = await f.chat();
  await chat.write("You are down");
  await chat.lastAnswer.getByText(/^The model failed/).waitFor();

  await chat.page.getByRole("button", { name: "Settings" }).click();
  await chat.page.getByRole("menuitem", { name: "Providers" }).click();

  const row = chat.page.getByRole("row").filter({ hasText: "openai" });
  await row.getByText("The model failed").waitFor();
  await chat.page.getByText("Degraded").waitFor();
});

test("an empty answer is called one", async () => {
  const chat = await f.chat();

  await chat.ask("Say nothing");

  await chat.lastAnswer.getByText("The model gave an empty answer").waitFor();
});

test("what was picked for a conversation is still picked after a reload", async () => {
  const chat = await f.chat();
  await chat.ask("Hello");
  await chat.pickModel("Built-in demo");

  await chat.page.reload();

  await chat.page.getByRole("button", { name: "Model: Built-in demo" }).waitFor();
});

test("a footnote leads to its note and back within the answer; the frame stays where it is", async () => {
  const chat = await f.chat();
  await chat.ask("Hello");
  await chat.ask("notes");
  await chat.ask("notes again");
  const address = chat.page.url();

  await chat.lastAnswer.locator("sup a").click();

  const focused = () => chat.page.evaluate(() => document.activeElement?.textContent ?? "");
  assert.match(await focused(), /The note\./);
  await chat.lastAnswer.getByRole("link", { name: "Back to reference 1" }).click();
  assert.equal(await focused(), "1");
  assert.ok(await chat.lastAnswer.locator("sup a").evaluate((mark) => mark === document.activeElement), "of this answer");
  assert.equal(chat.page.url(), address);
  // As the browser's own search does it.
  await chat.answers.nth(1).evaluate((text) => text.scrollIntoView());
  assert.equal(await chat.page.evaluate(() => document.scrollingElement?.scrollTop), 0);
  assert.equal((await chat.page.getByRole("heading", { level: 1 }).boundingBox())!.y >= 0, true);
});
