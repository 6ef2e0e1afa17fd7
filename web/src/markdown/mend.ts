// Completes the last block of a text that is still arriving, so that half-written syntax never flashes on the screen.
export function mend(block: string): string {
  if (insideFence(block)) return block;
  const lines = block.split("\n");
  // A table is drawn once the line under its heading is there; until then its first line is held back.
  if (/^\s*\|/.test(lines.at(-1)!) && !lines.some((line) => /^\s*\|?[\s:|-]*-[\s:|-]*\|/.test(line)))
    return lines.slice(0, -1).join("\n");
  // A lone marker would turn the line above it into a heading, or show as an empty item.
  if (/^\s*(?:-|\*|\+|=+|-{2}|#{1,6}|\d+[.)]?)\s*$/.test(lines.at(-1)!)) return lines.slice(0, -1).join("\n");
  return closeSpans(hideOpenLink(block));
}

function insideFence(block: string): boolean {
  return /^ {0,3}(?:`{3,}|~{3,})/.test(block);
}

// `[label](http://exa` shows its label; `![alt](…` shows nothing yet.
function hideOpenLink(text: string): string {
  return text.replace(/(!?)\[([^\]\n]*)(?:\]\([^)\n]*)?$/, (_whole, image: string, label: string) => (image ? "" : label));
}

function closeSpans(text: string): string {
  const ticks = text.match(/`/g)?.length ?? 0;
  if (ticks % 2 === 1) return `${text}\``;
  const bare = text.replace(/`[^`]*`/g, "");
  if ((bare.match(/\*\*/g)?.length ?? 0) % 2 === 1) return `${text.replace(/\*+$/, "")}**`.replace(/\*\*\*\*$/, "");
  if ((bare.match(/~~/g)?.length ?? 0) % 2 === 1) return `${text.replace(/~+$/, "")}~~`.replace(/~~~~$/, "");
  return text;
}
