import assert from "node:assert/strict";
import { test } from "node:test";
import OpenAI from "openai";
import { begin, call, delta, finish, refuse, say, stream, thought, usage } from "./support/upstream.ts";
import { newKey, stage, weather } from "./support/fixture.ts";

const here = stage();
const client = (more: object = {}) => new OpenAI({ baseURL: `${here.server.url}/v1`, apiKey: here.key, maxRetries: 0, ...more });
const hi: OpenAI.ChatCompletionMessageParam[] = [{ role: "user", content: "hi" }];
const tools: OpenAI.ChatCompletionTool[] = [
  { type: "function", function: { name: weather.name, description: weather.description, parameters: weather.schema } },
];

test("a chat completion has text, usage, the model that answered, an id and the limits", async () => {
  const { data, response } = await client().chat.completions.create({ model: "demo/demo:tokens=6", messages: hi }).withResponse();

  assert.equal(data.object, "chat.completion");
  assert.ok(data.choices[0]?.message.content);
  assert.equal(data.choices[0]?.finish_reason, "stop");
  assert.equal(data.usage?.completion_tokens, 6);
  assert.match(data.model, /demo:tokens=6$/);
  assert.ok(data._request_id);
  assert.match(response.headers.get("x-ratelimit-limit-requests") ?? "", /^\d+$/);
  assert.match(response.headers.get("x-ratelimit-remaining-requests") ?? "", /^\d+$/);
  assert.match(response.headers.get("x-ratelimit-reset-requests") ?? "", /^[\d.]+s$/);
});

test("a stream has the same text as the whole, and usage when asked", async () => {
  const ask = { model: "demo/demo:tokens=40", messages: hi };
  const whole = await client().chat.completions.create(ask);

  let text = "";
  let last: OpenAI.ChatCompletionChunk | undefined;
  const chunks = await client().chat.completions.create({ ...ask, stream: true, stream_options: { include_usage: true } });
  for await (const chunk of chunks) {
    text += chunk.choices[0]?.delta.content ?? "";
    last = chunk;
  }

  assert.equal(text, whole.choices[0]?.message.content);
  assert.deepEqual(last?.choices, []);
  assert.equal(last?.usage?.completion_tokens, 40);
});

test("an answer that reaches its limit says so", async () => {
  const cut = await client().chat.completions.create({ model: "demo/demo:tokens=50", messages: hi, max_completion_tokens: 5 });
  assert.equal(cut.choices[0]?.finish_reason, "length");
});

test("tools are called, and their results answered, by the client's own loop", async () => {
  let round = 0;
  here.upstream.answer = (response) =>
    ++round === 1
      ? stream(response, [...call(0, "c1", weather.name, ['{"ci', 'ty":"Oslo"}']), finish("tool_calls"), usage(5, 3)])
      : stream(response, [delta("It is cold."), finish("stop"), usage(9, 3)]);

  const runner = client().chat.completions.runTools({
    model: "m",
    messages: hi,
    stream: true,
    tools: [
      {
        type: "function",
        function: {
          name: weather.name,
          description: weather.description,
          parameters: weather.schema,
          parse: JSON.parse,
          function: (input: { city: string }) => `${input.city}: -3`,
        },
      },
    ],
  });
  assert.equal(await runner.finalContent(), "It is cold.");

  const messages = here.upstream.asked.at(-1)?.body.messages as { role: string; content: string }[];
  assert.deepEqual(messages.map((m) => m.role), ["user", "assistant", "tool"]);
  assert.equal(messages.at(-1)?.content, "Oslo: -3");
});

test("what an answer must look like, and whom it may call, reach the provider", async () => {
  here.upstream.answer = (response) => stream(response, [delta('{"a":1}'), finish("stop"), usage(5, 3)]);
  const format = { type: "json_schema" as const, json_schema: { name: "a", strict: true, schema: { type: "object" } } };

  await client().chat.completions.create({
    model: "m",
    messages: [{ role: "developer", content: "Be exact." }, { role: "user", content: [{ type: "text", text: "look" }, { type: "image_url", image_url: { url: "data:image/png;base64,aGk=" } }] }],
    tools,
    tool_choice: "required",
    parallel_tool_calls: false,
    response_format: format,
    stop: ["END"],
    seed: 7,
    presence_penalty: 0.5,
    reasoning_effort: "low",
  });

  const { body, headers } = here.upstream.asked.at(-1) ?? assert.fail();
  assert.deepEqual(body.response_format, format);
  assert.equal(body.tool_choice, "required");
  assert.equal(body.parallel_tool_calls, false);
  assert.deepEqual(body.stop, ["END"]);
  assert.equal(body.seed, 7);
  assert.equal(body.presence_penalty, 0.5);
  assert.equal(body.reasoning_effort, "low");
  assert.deepEqual((body.tools as typeof tools)[0]?.type, "function");
  assert.equal(headers.authorization, "Bearer sk-upstream"); // ours, never the caller's
});

test("thinking is told apart from the answer", async () => {
  here.upstream.answer = (response) => stream(response, [thought("hmm"), delta("yes"), finish("stop"), usage(5, 3)]);
  const answer = await client().chat.completions.create({ model: "m", messages: hi });
  assert.equal(answer.choices[0]?.message.content, "yes");
  assert.equal((answer.choices[0]?.message as { reasoning_content?: string }).reasoning_content, "hmm");
});

test("errors have the class that their status stands for", async () => {
  const fails = (kind: new (...a: never[]) => Error, ask: () => PromiseLike<unknown>) => assert.rejects(async () => await ask(), kind);
  const chat = (model: string, more: object = {}) => client(more).chat.completions.create({ model, messages: hi });

  await fails(OpenAI.AuthenticationError, () => chat("demo/demo:tokens=1", { apiKey: "parl_00000000_wrong" }));
  await fails(OpenAI.BadRequestError, () => client().chat.completions.create({ model: "m", messages: [] }));
  await fails(OpenAI.BadRequestError, () => chat("demo/demo:error=context"));
  await fails(OpenAI.NotFoundError, () => client().models.retrieve("no-such-model"));
  await fails(OpenAI.InternalServerError, () => chat("demo/demo:error=unavailable"));
  here.upstream.answer = (response) => refuse(response, 429, { "Retry-After": "7" });
  await assert.rejects(async () => await chat("m"), (e: Error) => {
    assert.ok(e instanceof OpenAI.RateLimitError);
    assert.equal(e.code, "rate_limit_exceeded");
    assert.equal(e.headers.get("retry-after"), "7");
    assert.ok(e.requestID);
    return true;
  });
  const restricted = await newKey(here.account, { models: ["openai/m"] });
  await fails(OpenAI.PermissionDeniedError, () => chat("demo/demo:tokens=1", { apiKey: restricted }));
  const listing = await newKey(here.account, { scopes: ["models"] });
  await fails(OpenAI.PermissionDeniedError, () => chat("m", { apiKey: listing }));
  assert.ok((await client({ apiKey: listing }).models.list()).data.length > 0);
});

test("a stream that breaks raises an error, after all that was said", async () => {
  here.upstream.answer = (response) => {
    begin(response);
    say(response, delta("half"));
    setTimeout(() => response.destroy(), 50);
  };
  let text = "";
  await assert.rejects(async () => {
    for await (const chunk of await client().chat.completions.create({ model: "m", messages: hi, stream: true }))
      text += chunk.choices[0]?.delta.content ?? "";
  }, OpenAI.APIError);
  assert.equal(text, "half");
});

for (const streamed of [true, false])
  test(`an aborted request leaves the provider at once (${streamed ? "stream" : "whole"})`, async () => {
    here.upstream.answer = (response) => {
      begin(response);
      say(response, delta("and so on"));
    };
    const aborted = new AbortController();
    const before = here.upstream.asked.length;
    const ask = client().chat.completions.create({ model: "m", messages: hi, stream: streamed }, { signal: aborted.signal });
    const ended = Promise.resolve(ask).then((s) => (streamed ? (async () => { for await (const _ of s as AsyncIterable<unknown>) aborted.abort(); })() : s)).catch(() => undefined);
    while (here.upstream.asked.length === before) await new Promise((r) => setTimeout(r, 5));
    const left = here.upstream.left();
    if (!streamed) aborted.abort();
    assert.ok((await left) < 1_000, "within a second, on a busy machine");
    await ended;
  });

test("what is stored is a conversation, and what is not leaves none", async () => {
  const count = async () => (await here.account.call<{ pagination: { total: number } }>("GET", "/conversations")).pagination.total;
  const before = await count();
  await client().chat.completions.create({ model: "demo/demo:tokens=2", messages: hi });
  assert.equal(await count(), before);

  const { response } = await client().chat.completions.create({ model: "demo/demo:tokens=2", messages: hi, store: true }).withResponse();
  assert.equal(await count(), before + 1);
  const id = response.headers.get("x-conversation-id");
  const stored = await here.account.call<{ messages: { role: string }[] }>("GET", `/conversations/${id}/messages`);
  assert.deepEqual(stored.messages.map((m) => m.role), ["user", "assistant"]);
});

test("models are listed and found by the names that requests use", async () => {
  const ids = [];
  for await (const model of client().models.list()) ids.push(model.id);
  assert.ok(ids.length > 0);
  assert.equal((await client().models.retrieve(ids[0] ?? "")).id, ids[0]);
});

test("a response has text, usage and its limit, whole and streamed", async () => {
  const ask = { model: "demo/demo:tokens=12", input: "hi", instructions: "Be brief." };
  const whole = await client().responses.create(ask);
  assert.equal(whole.status, "completed");
  assert.ok(whole.output_text);
  assert.equal(whole.usage?.output_tokens, 12);

  const types: string[] = [];
  const streamed = client().responses.stream(ask);
  for await (const event of streamed) types.push(event.type);
  assert.equal((await streamed.finalResponse()).output_text, whole.output_text);
  assert.equal(types[0], "response.created");
  assert.equal(types.at(-1), "response.completed");
  for (const one of ["response.in_progress", "response.output_item.added", "response.content_part.added", "response.output_text.done", "response.content_part.done", "response.output_item.done"])
    assert.ok(types.includes(one), one);

  const cut = await client().responses.create({ ...ask, max_output_tokens: 3 });
  assert.equal(cut.status, "incomplete");
  assert.equal(cut.incomplete_details?.reason, "max_output_tokens");
});

test("a response calls functions, and takes their outputs", async () => {
  let round = 0;
  here.upstream.answer = (response) =>
    ++round === 1
      ? stream(response, [...call(0, "c1", weather.name, ['{"city":"Oslo"}']), finish("tool_calls"), usage(5, 3)])
      : stream(response, [delta("It is cold."), finish("stop"), usage(9, 3)]);
  const functions: OpenAI.Responses.FunctionTool[] = [{ type: "function", name: weather.name, parameters: weather.schema, strict: false }];
  const input: OpenAI.Responses.ResponseInputItem[] = [{ role: "user", content: "weather?" }];

  const streamed = client().responses.stream({ model: "m", input, tools: functions });
  const first = await streamed.finalResponse();
  const asked = first.output.find((item) => item.type === "function_call") ?? assert.fail("no call");
  assert.deepEqual(JSON.parse(asked.arguments), { city: "Oslo" });
  input.push(asked, { type: "function_call_output", call_id: asked.call_id, output: "-3" });
  const second = await client().responses.create({ model: "m", input, tools: functions });

  assert.equal(second.output_text, "It is cold.");
  const messages = here.upstream.asked.at(-1)?.body.messages as { role: string }[];
  assert.deepEqual(messages.map((m) => m.role), ["user", "assistant", "tool"]);
});

test("a stored response can be gone on from; one that is not stored can't", async () => {
  here.upstream.answer = (response) => stream(response, [delta("first"), finish("stop"), usage(5, 3)]);
  const kept = await client().responses.create({ model: "m", input: "one", store: true });
  await client().responses.create({ model: "m", input: "two", previous_response_id: kept.id, store: true });
  const messages = here.upstream.asked.at(-1)?.body.messages as { role: string; content: string }[];
  assert.deepEqual(messages.map((m) => m.content), ["one", "first", "two"]);

  const loose = await client().responses.create({ model: "m", input: "one" });
  await assert.rejects(async () => await client().responses.create({ model: "m", input: "two", previous_response_id: loose.id }), OpenAI.NotFoundError);
});

test("a stored response can be fetched, and its stream resumed behind any event", async () => {
  const events = [];
  for await (const event of await client().responses.create({ model: "demo/demo:tokens=30", input: "hi", store: true, stream: true })) events.push(event);
  const id = (events[0] as OpenAI.Responses.ResponseCreatedEvent).response.id;

  const whole = await client().responses.retrieve(id);
  assert.equal(whole.output_text, (events.at(-1) as OpenAI.Responses.ResponseCompletedEvent).response.output_text ?? whole.output_text);
  const rest = [];
  for await (const event of await client().responses.retrieve(id, { stream: true, starting_after: 3 })) rest.push(event);
  assert.deepEqual(rest.map((e) => e.sequence_number), events.slice(4).map((e) => e.sequence_number));
  assert.deepEqual(rest.map((e) => e.type), events.slice(4).map((e) => e.type));
  await assert.rejects(async () => await client().responses.retrieve("resp_none"), OpenAI.NotFoundError);
});

test("embeddings are numbers, as base64 and as floats alike", async () => {
  const ask = { model: "demo/demo", input: ["a red apple", "a green apple"] };
  const packed = await client().embeddings.create(ask); // the client asks for base64
  const plain = await client().embeddings.create({ ...ask, encoding_format: "float" });
  assert.equal(packed.data.length, 2);
  assert.ok((packed.data[0]?.embedding.length ?? 0) > 0);
  assert.equal(plain.data[1]?.embedding.length, packed.data[1]?.embedding.length);
  plain.data[0]?.embedding.forEach((x, i) => assert.ok(Math.abs(x - (packed.data[0]?.embedding[i] ?? 9)) < 1e-6));
  assert.ok(packed.usage.prompt_tokens > 0);
});

test("fallbacks are asked in their order, and the answer names who gave it", async () => {
  here.upstream.answer = (response) => refuse(response, 500);
  const ask = { model: "m", messages: hi, models: ["demo/demo:tokens=3"] };
  const answer = await client().chat.completions.create(ask as OpenAI.ChatCompletionCreateParamsNonStreaming);
  assert.equal(answer.model, "demo/demo:tokens=3");
});
