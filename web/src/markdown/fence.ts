import type { Element } from "hast";

// The text and the language of a fenced block: `<pre><code class="language-x">text</code></pre>`.
export function fenceOf(pre: Element): { code: string; language: string } | null {
  const code = pre.children[0];
  if (code?.type !== "element" || code.tagName !== "code") return null;
  const classes = Array.isArray(code.properties.className) ? code.properties.className : [];
  const named = classes.find((name) => String(name).startsWith("language-"));
  const text = code.children.map((child) => (child.type === "text" ? child.value : "")).join("");
  return { code: text.replace(/\n$/, ""), language: named ? String(named).slice("language-".length) : "" };
}
