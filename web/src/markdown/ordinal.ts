import { useState } from "react";

const counts = new Map<string, number>();

// Names of regions must be unique in the page: each table and code block takes the next number of its kind.
export function useOrdinal(kind: string): number {
  return useState(() => {
    const number = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, number);
    return number;
  })[0];
}
