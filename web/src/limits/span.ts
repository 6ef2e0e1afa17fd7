import type { Span } from "@/api/usage";

const dayMs = 86_400_000;
const day = (ms: number) => new Date(ms).toISOString().slice(0, 10);

// The last `days` days in UTC, as budgets count them, today among them.
export const daysBack = (days: number, now = Date.now()): Span => ({ from: day(now - (days - 1) * dayMs), to: day(now) });

// Every day of the span, also those on which nothing happened.
export function daysOf({ from, to }: Span): string[] {
  const days: string[] = [];
  for (let at = Date.parse(from); at <= Date.parse(to); at += dayMs) days.push(day(at));
  return days;
}
