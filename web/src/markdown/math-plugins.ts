import "katex/dist/katex.min.css";
import rehypeKatex from "rehype-katex";
import remarkMath from "remark-math";
import type { Options } from "react-markdown";

export const plugins = {
  remark: [remarkMath] satisfies Options["remarkPlugins"],
  // Formulas are model text: no links, no HTML attributes, no macros that grow without end.
  rehype: [
    [rehypeKatex, { trust: false, strict: "ignore", maxExpand: 500, maxSize: 50, errorColor: "var(--danger)" }],
  ] satisfies Options["rehypePlugins"],
};
