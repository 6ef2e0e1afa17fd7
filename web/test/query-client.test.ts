import { expect, it } from "vitest";
import { ApiError } from "@/api/api-error";
import { pauseMs, worthAnotherTry } from "@/app/query-client";

const refused = (status: number, retryAfterSeconds: number | null = null) =>
  new ApiError("X", "", { status, retryAfterSeconds });

it("R-12: waits as long as a limit says, and then asks again", () => {
  expect(worthAnotherTry(0, refused(429, 7))).toBe(true);
  expect(pauseMs(0, refused(429, 7))).toBe(7000);
});

it("does not wait for a budget of next month", () => {
  expect(worthAnotherTry(0, refused(429, 86_400))).toBe(false);
});

it("asks again when the server was away, not when it refused", () => {
  expect([0, 503, 404, 403].map((status) => worthAnotherTry(0, refused(status)))).toEqual([true, true, false, false]);
  expect(worthAnotherTry(3, refused(503))).toBe(false);
});
