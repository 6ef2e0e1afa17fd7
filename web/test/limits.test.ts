import { expect, it } from "vitest";
import { limitText, parseLimit } from "@/admin/tier-fields";
import type { Limit } from "@/api/usage";
import { formatRelative } from "@/lib/format";
import { amountText, pressing } from "@/limits/limit-text";
import { daysBack, daysOf } from "@/limits/span";

const limit = (used: number, warning = used >= 80): Limit => ({
  name: String(used),
  unit: "tokens",
  period: "day",
  limit: 100,
  used,
  remaining: 100 - used,
  resets_at: null,
  warning,
});

it("warns of the limit that is nearest its end", () => {
  expect(pressing([limit(85), limit(97), limit(10)])?.name).toBe("97");
  expect(pressing([limit(10)])).toBeNull();
});

it("shows billionths of a dollar as dollars", () => {
  expect(amountText(17_400_000_000, "nano_usd")).toBe("$17.40");
  expect(amountText(1, "tokens")).toBe("1 token");
});

it("knows every day of a span, in UTC and over the end of a month", () => {
  const span = daysBack(3, Date.UTC(2026, 2, 1, 23, 59));
  expect(daysOf(span)).toEqual(["2026-02-27", "2026-02-28", "2026-03-01"]);
});

it("reads an empty field as no limit, dollars as billionths, and refuses words", () => {
  expect([parseLimit(" ", 1), parseLimit("1.5", 1e9), parseLimit("many", 1), parseLimit("-1", 1)]).toEqual([
    null,
    1_500_000_000,
    undefined,
    undefined,
  ]);
  expect(limitText(1_500_000_000, 1e9)).toBe("1.5");
});

it("says how long in the largest unit that fits", () => {
  expect([formatRelative(5), formatRelative(90), formatRelative(-7200), formatRelative(4 * 86_400)]).toEqual([
    "in 5 seconds",
    "in 2 minutes",
    "2 hours ago",
    "in 4 days",
  ]);
});
