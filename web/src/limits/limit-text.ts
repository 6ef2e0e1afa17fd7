import type { Limit } from "@/api/usage";
import { t } from "@/i18n/i18n";
import { formatNumber, formatUsd } from "@/lib/format";

const nanoPerUsd = 1e9;

// An amount in the unit of its limit, for people.
export function amountText(amount: number, unit: string): string {
  if (unit === "nano_usd") return formatUsd(amount / nanoPerUsd);
  if (unit === "usd") return formatUsd(amount);
  const shown = formatNumber(amount);
  return unit === "tokens" || unit === "requests" || unit === "streams" ? t(`limits.${unit}`, { count: amount, shown }) : shown;
}

export const shareUsed = ({ used, limit }: Limit) => (limit > 0 ? Math.min(1, used / limit) : 1);

// The limit that is nearest its end among those that warn. What is there again in a minute is not worth a word.
export const pressing = (limits: readonly Limit[]): Limit | null =>
  limits.filter(({ warning, period }) => warning && period !== "minute").sort((a, b) => shareUsed(b) - shareUsed(a))[0] ?? null;

// Names as the server has them ("model calls"), as a heading has them.
export const limitName = ({ name }: Limit) => name.charAt(0).toLocaleUpperCase() + name.slice(1);
