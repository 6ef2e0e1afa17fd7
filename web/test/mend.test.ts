import { describe, expect, it } from "vitest";
import { mend } from "@/markdown/mend";

describe("mend", () => {
  it.each([
    ["a **bold", "a **bold**"],
    ["a **bold*", "a **bold**"],
    ["a `code", "a `code`"],
    ["a ~~gone", "a ~~gone~~"],
    ["see [the page](https://exam", "see the page"],
    ["see [the pa", "see the pa"],
    ["an ![image](https://exam", "an "],
    ["| a | b |", ""],
    ["text\n-", "text"],
    ["text\n==", "text"],
  ])("shows %j as %j", (arriving, shown) => {
    expect(mend(arriving)).toBe(shown);
  });

  it.each(["plain", "**done**", "`done`", "```js\nconst a = `x", "| a |\n|---|\n| 1", "[a](b) c"])("leaves %j", (text) => {
    expect(mend(text)).toBe(text);
  });
});
