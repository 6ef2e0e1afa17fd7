import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { loadLater } from "@/lib/load-later";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it("asks again until the server is back", async () => {
  const load = vi.fn().mockRejectedValueOnce(new Error("away")).mockRejectedValueOnce(new Error("away")).mockResolvedValue("part");

  const loaded = loadLater(load);
  await vi.advanceTimersByTimeAsync(10_000);

  await expect(loaded).resolves.toBe("part");
  expect(load).toHaveBeenCalledTimes(3);
});
