import { lazy, Suspense } from "react";
import { Boundary } from "@/ui/boundary";
import { loadLater } from "@/lib/load-later";

interface Props {
  text: string;
  // More text will come: the last block is completed for display.
  streaming?: boolean;
}

// Fetched beside the page's first code, not before it: the frame and the composer are there while it arrives.
const arriving = loadLater(() => import("./markdown-text"));
const MarkdownText = lazy(() => arriving.then((module) => ({ default: module.MarkdownText })));

// Model text, formatted. Until the parser is there, its place is kept; a text it stumbles over shows as it was written.
export function Markdown(props: Props) {
  return (
    <Boundary fallback={<div className="prose whitespace-pre-wrap">{props.text}</div>}>
      <Suspense fallback={<div className="prose whitespace-pre-wrap opacity-0">{props.text}</div>}>
        <MarkdownText {...props} />
      </Suspense>
    </Boundary>
  );
}
