import { act } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { MarkdownText } from "@/markdown/markdown-text";
import { Sources } from "@/message/sources";
import { Snippet } from "@/palette/snippet";
import { Tooltip } from "radix-ui";
import type { ReactNode } from "react";

let container: HTMLElement;
let root: Root;

beforeEach(() => {
  (globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;
  container = document.createElement("div");
  document.body.append(container);
  root = createRoot(container);
});
afterEach(async () => {
  await act(() => Promise.resolve(root.unmount()));
  container.remove();
});

async function draw(content: ReactNode): Promise<HTMLElement> {
  await act(async () => {
    root.render(<Tooltip.Provider>{content}</Tooltip.Provider>);
    await new Promise((resume) => setTimeout(resume, 0));
  });
  return container;
}

// Nothing that could run, load or leave: no active elements, no handlers, no addresses but the safe ones.
function expectInert(root: HTMLElement): void {
  expect(root.querySelector("script, iframe, object, embed, form, base, meta, link, style, svg[onload], math")).toBeNull();
  for (const element of root.querySelectorAll("*"))
    for (const { name, value } of element.attributes) {
      expect(name.startsWith("on"), `${element.tagName} ${name}`).toBe(false);
      if (["href", "src", "action", "formaction", "xlink:href"].includes(name))
        expect(value, `${element.tagName} ${name}`).toMatch(/^(?:https?:|mailto:|tel:|#|\/|data:image\/(?:png|jpeg|gif|webp|avif);base64,)/);
      expect(name).not.toBe("srcdoc");
    }
  for (const link of root.querySelectorAll('a[target="_blank"]')) expect(link.getAttribute("rel")).toContain("noopener");
}

const payloads = [
  '<img src=x onerror="alert(1)">',
  "<svg onload=alert(1)></svg>",
  '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
  "<script>alert(1)</script>",
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
  "<form action=javascript:alert(1)><button>x</button></form>",
  "[x](javascript:alert(1))",
  "[x](java&#10;script:alert(1))",
  "[x](java\tscript:alert(1))",
  "[x](JaVaScRiPt:alert(1))",
  "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
  "[x](vbscript:msgbox(1))",
  "![x](javascript:alert(1))",
  "![x](data:text/html,<script>alert(1)</script>)",
  "![x](data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9YWxlcnQoMSk+)",
  "<javascript:alert(1)>",
  "[x][r]\n\n[r]: javascript:alert(1)",
  '[x](https://example.com "\\" onmouseover=alert(1) \\"")',
];

describe("X-01: active content in an answer", () => {
  it.each(payloads)("%j is inert", async (payload) => {
    expectInert(await draw(<MarkdownText text={payload} />));
  });

  it.each(payloads)("%j is inert at every moment of its arrival", async (payload) => {
    for (let length = 1; length <= payload.length; length += 3) {
      expectInert(await draw(<MarkdownText text={payload.slice(0, length)} streaming />));
    }
  });
});

describe("X-02: the same in names and passages", () => {
  it.each(payloads)("%j is inert", async (payload) => {
    const source = { id: payload, title: payload, snippet: payload, url: payload };
    const root = await draw(
      <>
        <Sources sources={[source, { ...source, id: "2", url: "javascript:alert(1)" }]} />
        <Snippet text={`a \uE000${payload}\uE001 b`} />
      </>,
    );
    expectInert(root);
    expect(root.textContent).toContain(payload);
  });
});

describe("X-03: code and mathematics", () => {
  it("a hostile language tag stays text", async () => {
    const root = await draw(<MarkdownText text={'```"><img src=x onerror=alert(1)>\ncode\n```'} />);
    expectInert(root);
    expect(root.querySelector("img")).toBeNull();
    expect(root.textContent).toContain("code");
  });

  it("a language that is a property of every object is not taken for known", async () => {
    expectInert(await draw(<MarkdownText text={"```constructor\ncode\n```\n\n```__proto__\ncode\n```"} />));
  });

  it.each(["$\\href{javascript:alert(1)}{x}$", "$\\htmlData{onclick=alert(1)}{x}$", "$\\includegraphics{https://evil/x.png}$", "$\\url{javascript:alert(1)}$"])(
    "%s makes no link, attribute or picture",
    async (formula) => {
      const { plugins } = await import("@/markdown/math-plugins");
      const { default: ReactMarkdown } = await import("react-markdown");
      const root = await draw(
        <ReactMarkdown remarkPlugins={plugins.remark} rehypePlugins={plugins.rehype}>
          {formula}
        </ReactMarkdown>,
      );
      expect(root.querySelector(".katex, .katex-error")).not.toBeNull();
      expect(root.querySelector("a, img, [onclick], [data-onclick]")).toBeNull();
    },
  );
});

describe("pictures", () => {
  it("of other hosts are linked, not fetched", async () => {
    const root = await draw(<MarkdownText text="![chart](https://tracker.example/p.png?data=secret)" />);
    expect(root.querySelector("img")).toBeNull();
    expect(root.querySelector("a")!.href).toContain("tracker.example");
  });

  it("in the text itself are shown", async () => {
    const root = await draw(<MarkdownText text="![dot](data:image/png;base64,iVBORw0KGgo=)" />);
    expect(root.querySelector("img")).not.toBeNull();
  });
});
