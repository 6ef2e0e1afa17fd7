import { lazy, Suspense } from "react";

interface Props {
  text: string;
  // More text will come: the last block is completed for display.
  streaming?: boolean;
}

// Fetched beside the page's first code, not before it: the frame and the composer are there while it arrives.
const arriving = import("./markdown-text");
const MarkdownText = lazy(() => arriving.then((module) => ({ default: module.MarkdownText })));

// Model text, formatted. Until the parser is there, its place is kept.
export function Markdown(props: Props) {
  return (
    <Suspense fallback={<div className="prose whitespace-pre-wrap opacity-0">{props.text}</div>}>
      <MarkdownText {...props} />
    </Suspense>
  );
}
