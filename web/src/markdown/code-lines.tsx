import { memo } from "react";
import type { Line } from "./highlighter";

interface Props {
  code: string;
  coloured: readonly Line[];
  // Show only this many lines.
  limit: number;
}

// The text of a code block: coloured lines as far as there are any, the rest plain.
export function CodeLines({ code, coloured, limit }: Props) {
  const lines = code.split("\n");
  return (
    <code className="block w-max min-w-full px-4 py-3">
      {coloured.slice(0, limit).map((line, index) => (
        <ColouredLine key={index} line={line} />
      ))}
      {lines.slice(coloured.length, limit).join("\n")}
    </code>
  );
}

const ColouredLine = memo(function ColouredLine({ line }: { line: Line }) {
  return (
    <>
      {line.map((token, index) => (
        <span key={index} className="shiki-token" style={token.htmlStyle}>
          {token.content}
        </span>
      ))}
      {"\n"}
    </>
  );
});
