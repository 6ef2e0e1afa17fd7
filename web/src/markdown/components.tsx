import type { Components } from "react-markdown";
import { CodeBlock } from "./code-block";
import { fenceOf } from "./fence";
import { MarkdownImage } from "./markdown-image";
import { MarkdownLink } from "./markdown-link";
import { ScrollingTable } from "./scrolling-table";

// How the elements of model text are drawn. Everything not named here is react-markdown's own plain element.
export const components: Components = {
  a: ({ href, id, children, "aria-label": label }) => (
    <MarkdownLink href={href} id={id} label={label}>
      {children}
    </MarkdownLink>
  ),
  img: ({ src, alt }) => <MarkdownImage src={typeof src === "string" ? src : ""} alt={alt ?? ""} />,
  table: ({ children }) => <ScrollingTable>{children}</ScrollingTable>,
  pre: ({ node, children }) => {
    const fence = node && fenceOf(node);
    return fence ? <CodeBlock code={fence.code} language={fence.language} /> : <pre>{children}</pre>;
  },
};
