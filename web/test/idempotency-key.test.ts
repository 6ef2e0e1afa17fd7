import { expect, it } from "vitest";
import { idempotencyKey, settleIdempotencyKey } from "@/lib/idempotency-key";

it("repeats its key for the same request until that is settled", () => {
  const request = { message: "hello" };
  const key = idempotencyKey(request);
  expect(idempotencyKey({ message: "hello" })).toBe(key);
  expect(idempotencyKey({ message: "other" })).not.toBe(key);
  settleIdempotencyKey(request);
  expect(idempotencyKey(request)).not.toBe(key);
});

it("takes a new key when the last try was long ago", () => {
  const request = { message: "patience" };
  const key = idempotencyKey(request, 0);
  expect(idempotencyKey(request, 10 * 60_000)).not.toBe(key);
});
