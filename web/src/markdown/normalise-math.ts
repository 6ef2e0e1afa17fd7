// Brings the ways models write mathematics into one: `\(x\)` becomes `$x$`, `\[x\]` becomes `$$x$$`, and a dollar sign
// that means money is escaped. Code is left alone.

const code = /(^ {0,3}(`{3,}|~{3,})[^\n]*\n[\s\S]*?(?:^ {0,3}\2[`~]*[ \t]*$|$(?![\s\S]))|(`+)(?!`)[\s\S]*?[^`]\3(?!`))/gm;

export function normaliseMath(markdown: string): string {
  if (!/[$\\]/.test(markdown)) return markdown;
  let result = "";
  let end = 0;
  for (const match of markdown.matchAll(code)) {
    result += outsideCode(markdown.slice(end, match.index)) + match[0];
    end = match.index + match[0].length;
  }
  return result + outsideCode(markdown.slice(end));
}

// True when the normalised text needs the mathematics plugins.
export function hasMath(normalised: string): boolean {
  return /(?<!\\)\$/.test(normalised);
}

function outsideCode(text: string): string {
  return escapeMoney(
    text
      .replace(/\\\[([\s\S]+?)\\\]/g, (_whole, body: string) => displayMath(body))
      .replace(/\\\((.+?)\\\)/g, (_whole, body: string) => `$${body.trim()}$`),
  );
}

const displayMath = (body: string) => `$$\n${body.trim()}\n$$`;

// A single dollar opens mathematics only as pandoc has it: no space inside the signs, no digit after the closing one;
// and what begins like a price must also contain something of mathematics.
function escapeMoney(text: string): string {
  let result = "";
  let at = 0;
  while (at < text.length) {
    const dollar = text.indexOf("$", at);
    if (dollar < 0) break;
    result += text.slice(at, dollar);
    if (text[dollar - 1] === "\\") {
      result += "$";
      at = dollar + 1;
    } else if (text[dollar + 1] === "$") {
      const close = text.indexOf("$$", dollar + 2);
      const stop = close < 0 ? text.length : close + 2;
      result += text.slice(dollar, stop);
      at = stop;
    } else {
      const inline = inlineMath(text, dollar);
      result += inline ?? "\\$";
      at = dollar + (inline?.length ?? 1);
    }
  }
  return result + text.slice(at);
}

function inlineMath(text: string, start: number): string | null {
  const match = /^\$(?=\S)([^$\n]*?[^\s\\$])\$(?!\d)/.exec(text.slice(start, start + 2000));
  if (!match) return null;
  const body = match[1]!;
  const looksLikePrice = /^\d/.test(body) && /\s/.test(body) && !/[\\^_=+*/<>{}]/.test(body);
  return looksLikePrice ? null : match[0];
}
