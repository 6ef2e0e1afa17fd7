import { expect, it } from "vitest";
import { emptyKey, newKey } from "@/account/new-key";

it("limits nothing that was left empty", () => {
  expect(newKey({ ...emptyKey, name: " CI ", days: "" })).toEqual({ name: "CI", scopes: ["chat", "conversations", "models"] });
});

it("turns days into a moment, dollars into billionths and names into a list", () => {
  const form = { ...emptyKey, name: "CI", days: "7", models: "a/b, c", requestsPerMinute: "60", dollarsPerMonth: "2.5" };

  expect(newKey(form, Date.UTC(2026, 0, 1))).toMatchObject({
    expires_at: "2026-01-08T00:00:00.000Z",
    models: ["a/b", "c"],
    requests_per_minute: 60,
    budget: { unit: "nano_usd", period: "month", amount: 2_500_000_000 },
  });
});
