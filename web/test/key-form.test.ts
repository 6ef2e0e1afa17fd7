import { expect, it } from "vitest";
import { emptyKey, formOf, keyChange, newKey } from "@/account/key-form";
import type { ApiKey } from "@/api/keys";

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

const stored: ApiKey = {
  id: "k1",
  name: "CI",
  prefix: "parl_12345678",
  scopes: ["chat"],
  models: ["a/b"],
  requests_per_minute: 60,
  tokens_per_minute: null,
  created_at: "2026-01-01T00:00:00Z",
  expires_at: "2026-02-01T00:00:00Z",
  last_used_at: null,
  revoked_at: null,
};

it("changes nothing that was left as it is", () => {
  expect(keyChange(stored, formOf(stored))).toEqual({});
  expect(keyChange({ ...stored, models: null, scopes: [] }, formOf({ ...stored, models: null, scopes: [] }))).toEqual({});
});

it("changes what was changed, and takes away what was emptied", () => {
  const form = { ...formOf(stored), name: "Nightly ", models: "", requestsPerMinute: "", tokensPerMinute: "500", days: "" };

  expect(keyChange(stored, form)).toEqual({
    name: "Nightly",
    models: [],
    requests_per_minute: null,
    tokens_per_minute: 500,
    expires_at: null,
  });
  expect(keyChange(stored, { ...formOf(stored), scopes: ["chat", "usage"], days: "7" }, Date.UTC(2026, 0, 1))).toEqual({
    scopes: ["chat", "usage"],
    expires_at: "2026-01-08T00:00:00.000Z",
  });
});
