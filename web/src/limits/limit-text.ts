import type { Limit } from "@/api/usage";
import { t } from "@/i18n/i18n";
import { formatNumber, formatUsd } from "@/lib/format";

const nanoPerUsd = 1e9;

// An amount in the unit of its limit, for people.
export function amountText(amount: number, unit: string): string {
  if (unit === "nano_usd") return formatUsd(amount / nanoPerUsd);
  if (unit === "usd") return formatUsd(amount);
  return unit === "tokens" ? t("limits.tokens", { count: amount, shown: formatNumber(amount) }) : formatNumber(amount);
}

export const shareUsed = ({ used, limit }: Limit) => (limit > 0 ? Math.min(1, used / limit) : 1);

// The limit that is nearest its end among those that warn.
export const pressing = (limits: readonly Limit[]): Limit | null =>
  limits.filter((limit) => limit.warning).sort((a, b) => shareUsed(b) - shareUsed(a))[0] ?? null;
