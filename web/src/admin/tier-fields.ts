export interface TierField {
  name:
    | "requests_per_minute"
    | "tokens_per_minute"
    | "streams"
    | "daily_tokens"
    | "monthly_tokens"
    | "daily_nano_usd"
    | "monthly_nano_usd";
  // How many of the stored unit make one of the shown: dollars are stored in billionths.
  scale: number;
}

export const tierFields: readonly TierField[] = [
  { name: "requests_per_minute", scale: 1 },
  { name: "tokens_per_minute", scale: 1 },
  { name: "streams", scale: 1 },
  { name: "daily_tokens", scale: 1 },
  { name: "monthly_tokens", scale: 1 },
  { name: "daily_nano_usd", scale: 1e9 },
  { name: "monthly_nano_usd", scale: 1e9 },
];

// As typed: empty is no limit. Undefined for what is no number.
export function parseLimit(text: string, scale: number): number | null | undefined {
  const trimmed = text.trim();
  if (trimmed === "") return null;
  const value = Number(trimmed);
  return Number.isFinite(value) && value >= 0 ? Math.round(value * scale) : undefined;
}

export const limitText = (value: unknown, scale: number) => (typeof value === "number" ? String(value / scale) : "");
