import assert from "node:assert/strict";
import { test } from "node:test";
import { once } from "node:events";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { GoogleGenAI } from "@google/genai";
import { weather } from "./support/fixture.ts";

// There is no such API here: this writes down what Google's own client sends, which is what our provider for it must send
// alike (src/llm/gemini/request.cpp).
test("Google's client asks as our provider does", async () => {
  let asked: { path: string; headers: IncomingHttpHeaders; body: Record<string, unknown> } | undefined;
  const google = createServer((request, response) => {
    let text = "";
    request.setEncoding("utf8").on("data", (piece: string) => (text += piece));
    request.on("end", () => {
      asked = { path: request.url ?? "", headers: request.headers, body: JSON.parse(text) };
      response.writeHead(200, { "Content-Type": "text/event-stream" });
      response.end(`data: ${JSON.stringify({ candidates: [{ content: { role: "model", parts: [{ text: "hello" }] }, finishReason: "STOP" }], usageMetadata: { promptTokenCount: 3, candidatesTokenCount: 1 } })}\r\n\r\n`);
    });
  }).listen(0, "127.0.0.1");
  await once(google, "listening");
  const client = new GoogleGenAI({ apiKey: "k", httpOptions: { baseUrl: `http://127.0.0.1:${(google.address() as AddressInfo).port}` } });

  let text = "";
  const chunks = await client.models.generateContentStream({
    model: "gemini-m",
    contents: "hi",
    config: {
      systemInstruction: "Be brief.",
      temperature: 0.5,
      maxOutputTokens: 10,
      stopSequences: ["END"],
      seed: 7,
      responseMimeType: "application/json",
      responseJsonSchema: weather.schema,
      tools: [{ functionDeclarations: [{ name: weather.name, description: weather.description, parametersJsonSchema: weather.schema }] }],
    },
  });
  for await (const chunk of chunks) text += chunk.text ?? "";
  google.closeAllConnections();
  google.close();

  assert.equal(text, "hello");
  assert.match(asked?.path ?? "", /^\/v1(beta)?\/models\/gemini-m:streamGenerateContent\?alt=sse$/);
  assert.equal(asked?.headers["x-goog-api-key"], "k");
  const { body } = asked ?? assert.fail();
  assert.deepEqual(body.contents, [{ parts: [{ text: "hi" }], role: "user" }]);
  assert.deepEqual((body.systemInstruction as { parts: unknown }).parts, [{ text: "Be brief." }]);
  assert.deepEqual(body.generationConfig, { temperature: 0.5, maxOutputTokens: 10, stopSequences: ["END"], seed: 7, responseMimeType: "application/json", responseJsonSchema: weather.schema });
  assert.deepEqual(body.tools, [{ functionDeclarations: [{ name: weather.name, description: weather.description, parametersJsonSchema: weather.schema }] }]);
});
