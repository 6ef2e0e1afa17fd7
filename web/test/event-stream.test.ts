import { expect, it } from "vitest";
import { EventStreamParser } from "@/live/event-stream";

const stream = ': hello\r\nid: 1\r\nevent: start\r\ndata: {"a":1}\r\n\r\nid: 2\nevent: token\ndata: one\ndata: two\n\nid: 3\rdata:x\r\rend';
const expected = [
  { id: "1", name: "start", data: '{"a":1}' },
  { id: "2", name: "token", data: "one\ntwo" },
  { id: "3", name: "message", data: "x" },
];

it("yields the same events however the text is split", () => {
  for (let cut = 0; cut <= stream.length; cut++) {
    const parser = new EventStreamParser();
    expect([...parser.feed(stream.slice(0, cut)), ...parser.feed(stream.slice(cut))], `cut at ${cut}`).toEqual(expected);
  }
});
