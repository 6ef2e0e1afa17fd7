// Cuts Markdown into blocks that can be parsed one by one, so that while an answer streams only its last block is
// parsed again. The blocks joined by blank lines mean the same as the whole.

const fenceStart = /^ {0,3}(`{3,}|~{3,})/;
const listItem = /^ {0,3}(?:[-*+]|\d{1,9}[.)])(?:\s|$)/;
// Footnotes and reference links reach across the whole document, which is then one block.
const documentScoped = /^ {0,3}\[[^\]\n]+\]:\s/m;
const footnote = /\[\^[^\]\s]+\]/;

export function splitBlocks(markdown: string): string[] {
  if (documentScoped.test(markdown) || footnote.test(markdown)) return [markdown];

  const blocks: string[] = [];
  let block: string[] = [];
  let fence: string | null = null;
  let math = false;
  let blank = false;

  for (const line of markdown.split("\n")) {
    if (line.trim() === "" && fence === null && !math) {
      if (block.length) blank = true;
      continue;
    }
    if (blank) {
      if (continues(block, line)) block.push("");
      else {
        blocks.push(block.join("\n"));
        block = [];
      }
      blank = false;
    }
    block.push(line);

    if (fence !== null) {
      if (closes(line, fence)) fence = null;
    } else if (!math && fenceStart.test(line)) fence = fenceStart.exec(line)![1]!;
    else if (occurrences(line, "$$") % 2 === 1) math = !math;
  }
  if (block.length) blocks.push(block.join("\n"));
  return blocks;
}

// After a blank line, indented text and further items still belong to a list.
function continues(block: string[], line: string): boolean {
  if (/^(?: {2,}|\t)/.test(line)) return true;
  return listItem.test(block[0] ?? "") && listItem.test(line);
}

function closes(line: string, fence: string): boolean {
  const text = line.trim();
  return text.length >= fence.length && text === fence[0]!.repeat(text.length);
}

function occurrences(text: string, part: string): number {
  return text.split(part).length - 1;
}
