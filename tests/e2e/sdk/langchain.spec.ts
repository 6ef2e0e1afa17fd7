import assert from "node:assert/strict";
import { test } from "node:test";
import { tool } from "@langchain/core/tools";
import { ChatOpenAI, OpenAIEmbeddings } from "@langchain/openai";
import { call, delta, finish, refuse, stream, usage } from "./support/upstream.ts";
import { stage, weather } from "./support/fixture.ts";

const here = stage();
const model = (name: string) => new ChatOpenAI({ model: name, apiKey: here.key, maxRetries: 0, configuration: { baseURL: `${here.server.url}/v1` } });

test("invoke and stream give the same text, with usage", async () => {
  const whole = await model("demo/demo:tokens=20").invoke("hi");
  assert.equal(whole.usage_metadata?.output_tokens, 20);
  let text = "";
  for await (const chunk of await model("demo/demo:tokens=20").stream("hi")) text += chunk.text;
  assert.equal(text, whole.text);
});

test("bound tools are called", async () => {
  here.upstream.answer = (response) => stream(response, [...call(0, "c1", weather.name, ['{"city":"Oslo"}']), finish("tool_calls"), usage(5, 3)]);
  const look = tool(async () => "-3", { name: weather.name, description: weather.description, schema: weather.schema });
  const answer = await model("m").bindTools([look]).invoke("weather?");
  assert.deepEqual(answer.tool_calls?.[0]?.args, { city: "Oslo" });
});

test("structured output is asked for and read", async () => {
  here.upstream.answer = (response) => stream(response, [delta('{"city":"Oslo"}'), finish("stop"), usage(5, 3)]);
  const found = await model("m").withStructuredOutput(weather.schema, { name: "place", method: "jsonSchema" }).invoke("where?");
  assert.deepEqual(found, { city: "Oslo" });
});

test("an error keeps its status", async () => {
  here.upstream.answer = (response) => refuse(response, 429);
  await assert.rejects(async () => await model("m").invoke("hi"), (e: { status?: number }) => e.status === 429);
});

test("embeddings are numbers", async () => {
  const maker = new OpenAIEmbeddings({ model: "demo/demo", apiKey: here.key, maxRetries: 0, configuration: { baseURL: `${here.server.url}/v1` } });
  const [first, second] = await maker.embedDocuments(["a", "b"]);
  assert.equal(first?.length, second?.length);
  assert.ok((first?.length ?? 0) > 0);
});
