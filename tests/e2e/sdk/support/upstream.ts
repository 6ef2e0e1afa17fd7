import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type Server as HttpServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface Asked {
  path: string;
  headers: IncomingHttpHeaders;
  body: Record<string, unknown>;
}

type Answer = (response: ServerResponse, asked: Asked) => void;

// A provider that speaks OpenAI's protocol as the test says, for what the demo does not do.
export class Upstream {
  readonly asked: Asked[] = [];
  answer: Answer = (response) => stream(response, [delta("hello"), finish("stop"), usage(3, 1)]);
  private readonly server: HttpServer;
  private leave: (() => void) | null = null;

  private constructor() {
    this.server = createServer((request, response) => {
      let text = "";
      request.setEncoding("utf8").on("data", (piece: string) => (text += piece));
      request.on("end", () => {
        if (request.method === "GET") return response.end(JSON.stringify({ object: "list", data: [{ id: "m" }] }));
        const asked = { path: request.url ?? "", headers: request.headers, body: text ? JSON.parse(text) : {} };
        this.asked.push(asked);
        response.on("close", () => !response.writableEnded && this.leave?.());
        this.answer(response, asked);
      });
    });
  }

  static async start(): Promise<Upstream> {
    const upstream = new Upstream();
    upstream.server.listen(0, "127.0.0.1");
    await once(upstream.server, "listening");
    return upstream;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/v1`;
  }

  // Once the caller of a reply that has not ended goes away: how many milliseconds from now.
  left(): Promise<number> {
    const from = performance.now();
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error("upstream was not left within 5 s")), 5_000);
      this.leave = () => (clearTimeout(late), resolve(performance.now() - from));
    });
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, "close");
  }
}

const chunk = (more: object) => ({ id: "1", object: "chat.completion.chunk", created: 1, model: "m-2026", ...more });
export const delta = (content: string) => chunk({ choices: [{ index: 0, delta: { content }, finish_reason: null }] });
export const thought = (text: string) =>
  chunk({ choices: [{ index: 0, delta: { reasoning_content: text }, finish_reason: null }] });
export const call = (index: number, id: string, name: string, pieces: string[]) =>
  pieces.map((piece, i) =>
    chunk({
      choices: [
        {
          index: 0,
          delta: { tool_calls: [{ index, ...(i === 0 ? { id, type: "function" } : {}), function: { ...(i === 0 ? { name } : {}), arguments: piece } }] },
          finish_reason: null,
        },
      ],
    }),
  );
export const finish = (finish_reason: string) => chunk({ choices: [{ index: 0, delta: {}, finish_reason }] });
export const usage = (prompt_tokens: number, completion_tokens: number) =>
  chunk({ choices: [], usage: { prompt_tokens, completion_tokens, total_tokens: prompt_tokens + completion_tokens } });

export function begin(response: ServerResponse): void {
  response.writeHead(200, { "Content-Type": "text/event-stream" });
}
export function say(response: ServerResponse, ...chunks: object[]): void {
  for (const each of chunks) response.write(`data: ${JSON.stringify(each)}\n\n`);
}
export function stream(response: ServerResponse, chunks: object[]): void {
  begin(response);
  say(response, ...chunks);
  response.end("data: [DONE]\n\n");
}
export function refuse(response: ServerResponse, status: number, fields: Record<string, string> = {}): void {
  response.writeHead(status, { "Content-Type": "application/json", ...fields });
  response.end(JSON.stringify({ error: { message: `upstream says ${status}`, type: "x", code: "x" } }));
}
