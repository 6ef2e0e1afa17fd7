import { memo, useMemo } from "react";
import { hasMath, normaliseMath } from "./normalise-math";
import { MarkdownBlock } from "./markdown-block";
import { mend } from "./mend";
import { splitBlocks } from "./split-blocks";

interface Props {
  text: string;
  // More text will come: the last block is completed for display.
  streaming?: boolean;
}

// Model text. Blocks that are complete are never parsed again.
export const MarkdownText = memo(function MarkdownText({ text, streaming = false }: Props) {
  const normalised = useMemo(() => normaliseMath(text), [text]);
  const blocks = useMemo(() => splitBlocks(normalised), [normalised]);
  return (
    <div className="prose" dir="auto">
      {blocks.map((block, index) => {
        const open = streaming && index === blocks.length - 1;
        const shown = open ? mend(block) : block;
        return <MarkdownBlock key={index} text={shown} math={hasMath(shown)} open={open} />;
      })}
    </div>
  );
});
