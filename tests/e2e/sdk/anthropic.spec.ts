import assert from "node:assert/strict";
import { test } from "node:test";
import Anthropic from "@anthropic-ai/sdk";
import { begin, call, delta, finish, refuse, say, stream, thought, usage } from "./support/upstream.ts";
import { stage, weather } from "./support/fixture.ts";

const here = stage();
const client = (more: object = {}) => new Anthropic({ baseURL: here.server.url, apiKey: here.key, maxRetries: 0, ...more });
const hi: Anthropic.MessageParam[] = [{ role: "user", content: "hi" }];
const tools: Anthropic.Tool[] = [{ name: weather.name, description: weather.description, input_schema: weather.schema as Anthropic.Tool.InputSchema }];

test("a message has text, usage, a reason to stop, an id and the limits", async () => {
  const { data, response } = await client().messages.create({ model: "demo/demo:tokens=6", max_tokens: 100, messages: hi }).withResponse();

  assert.equal(data.type, "message");
  assert.equal(data.content[0]?.type, "text");
  assert.equal(data.stop_reason, "end_turn");
  assert.equal(data.usage.output_tokens, 6);
  assert.ok(data._request_id);
  assert.match(response.headers.get("anthropic-ratelimit-requests-limit") ?? "", /^\d+$/);
  assert.ok(Date.parse(response.headers.get("anthropic-ratelimit-requests-reset") ?? "") > 0);
});

test("a stream gives the same text as the whole, and its usage", async () => {
  const ask = { model: "demo/demo:tokens=40", max_tokens: 100, messages: hi };
  const whole = await client().messages.create(ask);
  const streamed = client().messages.stream(ask);
  assert.equal(await streamed.finalText(), (whole.content[0] as Anthropic.TextBlock).text);
  assert.equal((await streamed.finalMessage()).usage.output_tokens, 40);
  assert.ok((await streamed.finalMessage()).usage.input_tokens > 0);
});

test("an answer that reaches max_tokens says so", async () => {
  const cut = await client().messages.create({ model: "demo/demo:tokens=50", max_tokens: 5, messages: hi });
  assert.equal(cut.stop_reason, "max_tokens");
});

test("tools are called, and their results answered", async () => {
  let round = 0;
  here.upstream.answer = (response) =>
    ++round === 1
      ? stream(response, [delta("Let me look."), ...call(0, "c1", weather.name, ['{"ci', 'ty":"Oslo"}']), finish("tool_calls"), usage(5, 3)])
      : stream(response, [delta("It is cold."), finish("stop"), usage(9, 3)]);

  const first = await client().messages.stream({ model: "m", max_tokens: 100, messages: hi, tools, tool_choice: { type: "any" } }).finalMessage();
  assert.equal(first.stop_reason, "tool_use");
  const asked = first.content.find((block) => block.type === "tool_use") ?? assert.fail("no call");
  assert.deepEqual(asked.input, { city: "Oslo" });
  const second = await client().messages.create({
    model: "m",
    max_tokens: 100,
    system: [{ type: "text", text: "Be brief." }],
    messages: [...hi, { role: "assistant", content: first.content }, { role: "user", content: [{ type: "tool_result", tool_use_id: asked.id, content: "-3" }] }],
    tools,
    stop_sequences: ["END"],
  });

  assert.equal((second.content[0] as Anthropic.TextBlock).text, "It is cold.");
  assert.equal(here.upstream.asked.at(-2)?.body.tool_choice, "required");
  const body = here.upstream.asked.at(-1)?.body ?? assert.fail();
  assert.deepEqual((body.messages as { role: string }[]).map((m) => m.role), ["system", "user", "assistant", "tool"]);
  assert.deepEqual(body.stop, ["END"]);
});

test("thinking and pictures have blocks of their own", async () => {
  here.upstream.answer = (response) => stream(response, [thought("hmm"), delta("a cat"), finish("stop"), usage(5, 3)]);
  const picture: Anthropic.MessageParam = { role: "user", content: [{ type: "image", source: { type: "base64", media_type: "image/png", data: "aGk=" } }, { type: "text", text: "what?" }] };
  const answer = await client().messages.stream({ model: "m", max_tokens: 100, messages: [picture] }).finalMessage();
  assert.deepEqual(answer.content.map((block) => block.type), ["thinking", "text"]);
});

test("what a provider signed reaches its caller, and goes back to the provider whether the caller sends it or not", async () => {
  const thinking = [
    { type: "thinking", thinking: "hm", signature: "signed" },
    { type: "tool_use", id: "toolu_1", name: weather.name, input: { city: "Oslo" } },
  ];
  here.upstream.answer = (response, asked) => {
    const events = asked.path.endsWith("/messages") && (asked.body.messages as unknown[]).length === 1
      ? [
          { type: "message_start", message: { id: "1", type: "message", role: "assistant", content: [], model: "claude-m", usage: { input_tokens: 3, output_tokens: 1 } } },
          { type: "content_block_start", index: 0, content_block: { type: "thinking", thinking: "", signature: "" } },
          { type: "content_block_delta", index: 0, delta: { type: "thinking_delta", thinking: "hm" } },
          { type: "content_block_delta", index: 0, delta: { type: "signature_delta", signature: "signed" } },
          { type: "content_block_stop", index: 0 },
          { type: "content_block_start", index: 1, content_block: { type: "tool_use", id: "toolu_1", name: weather.name, input: {} } },
          { type: "content_block_delta", index: 1, delta: { type: "input_json_delta", partial_json: '{"city": "Oslo"}' } },
          { type: "content_block_stop", index: 1 },
          { type: "message_delta", delta: { stop_reason: "tool_use", stop_sequence: null }, usage: { output_tokens: 5 } },
          { type: "message_stop" },
        ]
      : [
          { type: "message_start", message: { id: "2", type: "message", role: "assistant", content: [], model: "claude-m", usage: { input_tokens: 3, output_tokens: 1 } } },
          { type: "content_block_start", index: 0, content_block: { type: "text", text: "" } },
          { type: "content_block_delta", index: 0, delta: { type: "text_delta", text: "Cold." } },
          { type: "content_block_stop", index: 0 },
          { type: "message_delta", delta: { stop_reason: "end_turn", stop_sequence: null }, usage: { output_tokens: 2 } },
          { type: "message_stop" },
        ];
    begin(response);
    for (const each of events) response.write(`event: ${each.type}\ndata: ${JSON.stringify(each)}\n\n`);
    response.end();
  };
  const ask = { model: "anthropic/claude-m", max_tokens: 100, tools };
  const first = await client().messages.create({ ...ask, messages: hi });
  assert.deepEqual(first.content[0], thinking[0]);
  const streamed = await client().messages.stream({ ...ask, messages: hi }).finalMessage();
  assert.deepEqual(streamed.content[0], thinking[0]);
  const called = first.content.filter((block) => block.type === "tool_use");
  for (const answer of [called, streamed.content]) {
    const back: Anthropic.MessageParam[] = [...hi, { role: "assistant", content: answer }, { role: "user", content: [{ type: "tool_result", tool_use_id: "toolu_1", content: "-3" }] }];
    await client().messages.create({ ...ask, messages: back });
    const sent = here.upstream.asked.at(-1)?.body.messages as { role: string; content: unknown }[];
    assert.deepEqual(sent[1], { role: "assistant", content: thinking });
  }
});

test("a tool may answer with a picture", async () => {
  here.upstream.answer = (response) => stream(response, [delta("A cat."), finish("stop"), usage(5, 3)]);
  const image: Anthropic.ImageBlockParam = { type: "image", source: { type: "base64", media_type: "image/png", data: "aGk=" } };
  await client().messages.create({
    model: "m",
    max_tokens: 100,
    tools,
    messages: [
      ...hi,
      { role: "assistant", content: [{ type: "tool_use", id: "c1", name: weather.name, input: { city: "Oslo" } }] },
      { role: "user", content: [{ type: "tool_result", tool_use_id: "c1", content: [{ type: "text", text: "see" }, image] }] },
    ],
  });

  const sent = here.upstream.asked.at(-1)?.body.messages as { role: string; content: unknown }[];
  assert.deepEqual(sent.slice(-2), [
    { role: "tool", content: "see", tool_call_id: "c1" },
    { role: "user", content: [{ type: "image_url", image_url: { url: "data:image/png;base64,aGk=" } }] },
  ]);
});

test("errors have the class that their status stands for", async () => {
  const fails = (kind: new (...a: never[]) => Error, ask: () => PromiseLike<unknown>) => assert.rejects(async () => await ask(), kind);
  const say = (model: string, more: object = {}) => client(more).messages.create({ model, max_tokens: 10, messages: hi });

  await fails(Anthropic.AuthenticationError, () => say("demo/demo:tokens=1", { apiKey: "parl_00000000_wrong" }));
  await fails(Anthropic.BadRequestError, () => client().messages.create({ model: "m", max_tokens: 10, messages: [] }));
  await fails(Anthropic.BadRequestError, () => client().messages.create({ model: "m", max_tokens: -1, messages: hi }));
  await fails(Anthropic.InternalServerError, () => say("demo/demo:error=unavailable"));
  here.upstream.answer = (response) => refuse(response, 429, { "Retry-After": "7" });
  await assert.rejects(async () => await say("m"), (e: Error) => {
    assert.ok(e instanceof Anthropic.RateLimitError);
    assert.equal(e.type, "rate_limit_error");
    assert.ok(e.requestID);
    return true;
  });
});

test("a stream that breaks raises an error", async () => {
  here.upstream.answer = (response) => {
    begin(response);
    say(response, delta("half"));
    setTimeout(() => response.destroy(), 50);
  };
  const broken = client().messages.stream({ model: "m", max_tokens: 100, messages: hi });
  let text = "";
  broken.on("text", (piece) => (text += piece));
  await assert.rejects(async () => await broken.finalMessage(), Anthropic.APIError);
  assert.equal(text, "half");
});

test("an aborted stream leaves the provider at once", async () => {
  here.upstream.answer = (response) => {
    begin(response);
    say(response, delta("and so on"));
  };
  const streamed = client().messages.stream({ model: "m", max_tokens: 100, messages: hi });
  const ended = streamed.done().catch(() => undefined);
  await new Promise((resume) => streamed.once("text", resume));
  const left = here.upstream.left();
  streamed.abort();
  assert.ok((await left) < 1_000, "within a second, on a busy machine");
  await ended;
});

test("tokens are counted and models listed", async () => {
  const counted = await client().messages.countTokens({ model: "demo/demo", messages: hi, tools });
  assert.ok(counted.input_tokens > 5);
  const ids = [];
  for await (const model of client().models.list()) ids.push(model.id);
  assert.ok(ids.length > 0);
  assert.equal((await client().models.retrieve(ids[0] ?? "")).type, "model");
});
