import { locale } from "@/i18n/i18n";

export const formatNumber = (value: number) => new Intl.NumberFormat(locale()).format(value);

export const formatDateTime = (iso: string) =>
  new Intl.DateTimeFormat(locale(), { dateStyle: "medium", timeStyle: "short" }).format(new Date(iso));

// 840ms, 3.2s, 2m 5s.
export function formatDuration(ms: number): string {
  const unit = (value: number, name: string, digits = 0) =>
    new Intl.NumberFormat(locale(), { style: "unit", unit: name, unitDisplay: "narrow", maximumFractionDigits: digits }).format(value);
  if (ms < 1000) return unit(Math.round(ms), "millisecond");
  if (ms < 60_000) return unit(ms / 1000, "second", 1);
  return `${unit(Math.floor(ms / 60_000), "minute")} ${unit(Math.round((ms % 60_000) / 1000), "second")}`;
}

export const formatDate = (iso: string) => new Intl.DateTimeFormat(locale(), { dateStyle: "medium" }).format(new Date(iso));

export const formatPercent = (share: number) =>
  new Intl.NumberFormat(locale(), { style: "percent", maximumFractionDigits: 0 }).format(share);

// $12.40; fractions of a cent only where there is nothing else.
export const formatUsd = (value: number) =>
  new Intl.NumberFormat(locale(), {
    style: "currency",
    currency: "USD",
    maximumSignificantDigits: value !== 0 && Math.abs(value) < 0.1 ? 3 : undefined,
    maximumFractionDigits: 2,
  }).format(value);

const spans: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ["day", 86_400],
  ["hour", 3600],
  ["minute", 60],
  ["second", 1],
];

// "in 3 days", "2 hours ago": in the largest unit that fits.
export function formatRelative(seconds: number): string {
  const [unit, size] = spans.find(([, each]) => Math.abs(seconds) >= each) ?? spans.at(-1)!;
  const value = seconds / size;
  return new Intl.RelativeTimeFormat(locale(), { numeric: "auto" }).format(value < 0 ? Math.ceil(value) : Math.round(value), unit);
}

export const formatUntil = (iso: string, now = Date.now()) => formatRelative((Date.parse(iso) - now) / 1000);
