import { describe, expect, it } from "vitest";
import { splitBlocks } from "@/markdown/split-blocks";

describe("splitBlocks", () => {
  it("cuts at blank lines", () => {
    expect(splitBlocks("one\ntwo\n\nthree\n\n\nfour")).toEqual(["one\ntwo", "three", "four"]);
  });

  it("leaves a fence whole, whatever is in it", () => {
    const fence = "```js\na\n\n~~~\n\nb\n```";
    expect(splitBlocks(`before\n\n${fence}\n\nafter`)).toEqual(["before", fence, "after"]);
  });

  it("does not end a fence at a shorter one", () => {
    const fence = "````\n```\n\nstill code\n````";
    expect(splitBlocks(fence)).toEqual([fence]);
  });

  it("leaves display mathematics whole", () => {
    const math = "$$\na\n\nb\n$$";
    expect(splitBlocks(`${math}\n\nafter`)).toEqual([math, "after"]);
  });

  it("keeps the items of a list and what is indented below them together", () => {
    const list = "1. one\n\n   more of one\n\n2. two";
    expect(splitBlocks(`${list}\n\nafter`)).toEqual([list, "after"]);
  });

  it("does not cut when footnotes or reference links reach across the text", () => {
    const notes = "A claim.[^1]\n\nMore.\n\n[^1]: The proof.";
    const links = "See [this][here].\n\n[here]: https://example.com";
    expect(splitBlocks(notes)).toEqual([notes]);
    expect(splitBlocks(links)).toEqual([links]);
  });

  it("never changes a finished block while text is added", () => {
    const text = "# Title\n\nText with `code`.\n\n- a\n\n- b\n\n```py\nx = 1\n\ny = 2\n```\n\n| a |\n|---|\n| 1 |\n\n$$\nx\n$$\n\nEnd.";
    const final = splitBlocks(text);
    for (let length = 1; length <= text.length; length++) {
      const finished = splitBlocks(text.slice(0, length)).slice(0, -1);
      expect(finished, `after ${length} characters`).toEqual(final.slice(0, finished.length));
    }
  });
});
