import { describe, expect, it } from "vitest";
import { hasMath, normaliseMath } from "@/markdown/normalise-math";

describe("normaliseMath", () => {
  it.each([
    ["\\(x^2\\)", "$x^2$"],
    ["a \\( x \\) b", "a $x$ b"],
    ["\\[x\\]", "$$\nx\n$$"],
    ["$x$ and $y$", "$x$ and $y$"],
    ["$100$", "$100$"],
    ["$5 + x = 7$", "$5 + x = 7$"],
    ["$$\nx\n$$", "$$\nx\n$$"],
  ])("reads %j as mathematics", (written, expected) => {
    expect(normaliseMath(written)).toBe(expected);
    expect(hasMath(expected)).toBe(true);
  });

  it.each(["It costs $5.", "from $5 to $10", "$5, not 6$ at all", "US$ 20 and US$ 30", "a $ b", "$x$5"])(
    "reads %j as money",
    (text) => {
      expect(hasMath(normaliseMath(text))).toBe(false);
    },
  );

  it("leaves code alone", () => {
    const code = "`$x$ \\(y\\)` and\n\n```sh\necho $HOME \\(a\\)\n```\n";
    expect(normaliseMath(code)).toBe(code);
  });

  it("leaves a fence alone that is not closed yet", () => {
    const code = "```sh\necho $HOME $PATH";
    expect(normaliseMath(code)).toBe(code);
  });
});
