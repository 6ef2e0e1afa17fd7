import assert from "node:assert/strict";
import { test } from "node:test";
import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { DefaultChatTransport, generateText, jsonSchema, readUIMessageStream, stepCountIs, streamText, tool, type UIMessage, type UIMessageChunk } from "ai";
import { begin, call, delta, finish, refuse, say, stream, thought, usage } from "./support/upstream.ts";
import { stage, weather } from "./support/fixture.ts";

const here = stage();
const model = (name: string) => createOpenAICompatible({ name: "parlance", baseURL: `${here.server.url}/v1`, apiKey: here.key, includeUsage: true })(name);
const transport = (body: object = {}) =>
  new DefaultChatTransport<UIMessage>({ api: `${here.server.url}/api/chat`, headers: { Authorization: `Bearer ${here.key}` }, body });
const user = (id: string, text: string): UIMessage => ({ id, role: "user", parts: [{ type: "text", text }] });

async function shown(chunks: ReadableStream<UIMessageChunk>): Promise<UIMessage> {
  let last: UIMessage | undefined;
  for await (const message of readUIMessageStream({ stream: chunks, terminateOnError: true })) last = message;
  return last ?? assert.fail("no message");
}
const textOf = (message: UIMessage) => message.parts.map((part) => (part.type === "text" ? part.text : "")).join("");
const send = (chatId: string, messages: UIMessage[], body: object = {}, trigger: "submit-message" | "regenerate-message" = "submit-message") =>
  transport(body).sendMessages({ chatId, messages, trigger, messageId: undefined, abortSignal: undefined });

test("generateText and streamText give text, usage and a reason to finish", async () => {
  const whole = await generateText({ model: model("demo/demo:tokens=20"), prompt: "hi", maxRetries: 0 });
  assert.equal(whole.finishReason, "stop");
  assert.equal(whole.usage.outputTokens, 20);

  const streamed = streamText({ model: model("demo/demo:tokens=20"), prompt: "hi", maxRetries: 0 });
  assert.equal(await streamed.text, whole.text);
  assert.equal((await streamed.usage).outputTokens, 20);
});

test("its loop of tools runs to the end, and thinking is told apart", async () => {
  let round = 0;
  here.upstream.answer = (response) =>
    ++round === 1
      ? stream(response, [thought("hmm"), ...call(0, "c1", weather.name, ['{"city":"Oslo"}']), finish("tool_calls"), usage(5, 3)])
      : stream(response, [delta("It is cold."), finish("stop"), usage(9, 3)]);
  const done = await generateText({
    model: model("m"),
    prompt: "weather?",
    maxRetries: 0,
    stopWhen: stepCountIs(3),
    tools: { [weather.name]: tool({ description: weather.description, inputSchema: jsonSchema<{ city: string }>(weather.schema as object), execute: async ({ city }) => `${city}: -3` }) },
  });
  assert.equal(done.text, "It is cold.");
  assert.equal(done.steps[0]?.reasoningText, "hmm");
});

test("an error of the provider is one of the call", async () => {
  here.upstream.answer = (response) => refuse(response, 429, { "Retry-After": "7" });
  await assert.rejects(async () => await generateText({ model: model("m"), prompt: "hi", maxRetries: 0 }), (e: { statusCode?: number; isRetryable?: boolean }) => e.statusCode === 429);
});

test("a chat of useChat streams, is kept, and goes on", async () => {
  const first = user("u1", "hello");
  const answer = await shown(await send("chat-1", [first], { model: "demo/demo:tokens=8" }));
  assert.ok(textOf(answer));
  const again = await shown(await send("chat-1", [first, answer, user("u2", "more")], { model: "demo/demo:tokens=4" }));

  const list = await here.account.call<{ conversations: { id: string; message_count: number }[] }>("GET", "/conversations");
  assert.equal(list.conversations.length, 1);
  const stored = await here.account.call<{ messages: { id: string; content: string }[] }>("GET", `/conversations/${list.conversations[0]?.id}/messages`);
  assert.deepEqual(stored.messages.map((m) => m.content), ["hello", textOf(answer), "more", textOf(again)]);
  assert.equal(stored.messages[1]?.id, answer.id);
});

test("an answer that is made again stands beside the first", async () => {
  const first = user("u1", "hello");
  await shown(await send("chat-2", [first], { model: "demo/demo:tokens=3,seed=1" }));
  await shown(await send("chat-2", [first], { model: "demo/demo:tokens=3,seed=2" }, "regenerate-message"));
  const list = await here.account.call<{ conversations: { id: string }[] }>("GET", "/conversations");
  const stored = await here.account.call<{ messages: { role: string; parent_id: string | null }[] }>("GET", `/conversations/${list.conversations[0]?.id}/messages`);
  assert.deepEqual(stored.messages.map((m) => m.role), ["user", "assistant", "assistant"]);
  assert.equal(stored.messages[1]?.parent_id, stored.messages[2]?.parent_id);
});

test("an answer goes on without its page, which resumes it from the start", async () => {
  let more = () => {};
  here.upstream.answer = (response) => {
    begin(response);
    say(response, delta("one "));
    more = () => (say(response, delta("two"), finish("stop"), usage(3, 2)), response.end("data: [DONE]\n\n"));
  };
  const chunks = await send("chat-3", [user("u1", "count")]);
  await chunks.getReader().read();
  await chunks.cancel().catch(() => undefined); // the page is closed

  const resumed = await transport().reconnectToStream({ chatId: "chat-3" });
  assert.ok(resumed, "the answer is still being written");
  const message = shown(resumed);
  more();
  assert.equal(textOf(await message), "one two");
  assert.equal(await transport().reconnectToStream({ chatId: "chat-3" }), null);
  assert.equal(await transport().reconnectToStream({ chatId: "never-seen" }), null);
});

test("a failure in the middle is shown, and one at the start is thrown", async () => {
  here.upstream.answer = (response) => {
    begin(response);
    say(response, delta("half"));
    setTimeout(() => response.destroy(), 50);
  };
  await assert.rejects(async () => await shown(await send("chat-4", [user("u1", "hi")])));
  here.upstream.answer = (response) => refuse(response, 500);
  await assert.rejects(async () => await send("chat-5", [user("u1", "hi")]));
});

test("an answer that must begin anew does so in the same stream, and is sent back without what stood before", async () => {
  let round = 0;
  here.upstream.answer = (response) => {
    if (++round === 2) return refuse(response, 400); // it will not be asked to go on
    if (round > 2) return stream(response, [delta("whole"), finish("stop"), usage(3, 1)]);
    begin(response);
    say(response, delta("half"));
    setTimeout(() => response.destroy(), 50);
  };
  const first = user("u1", "hi");
  const answer = await shown(await send("chat-6", [first], { models: ["n"] }));
  assert.deepEqual(answer.parts.map((part) => (part.type === "text" ? part.text : part.type)), ["step-start", "half", "data-restarted", "whole"]);

  await shown(await send("chat-6", [first, answer, user("u2", "more")]));
  const told = here.upstream.asked.map(({ body }) => (body.messages as { content: string }[]).map((m) => m.content).join());
  assert.ok(told.includes("hi,whole,more"), told.join("; "));
});
