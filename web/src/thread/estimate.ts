import type { Row } from "./row";

export const skeletonHeight = 120;

// About how tall a row will be before it was ever drawn: close enough that the scroll bar does not lie much.
export function estimateHeight(row: Row | undefined): number {
  if (!row) return skeletonHeight;
  const { role, content } = row.message;
  const lines = content.length / 80 + content.split("\n", 200).length;
  return Math.min(4000, role === "user" ? 70 + Math.min(lines, 60) * 26 : 80 + lines * 27);
}
