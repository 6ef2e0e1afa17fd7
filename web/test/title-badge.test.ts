import { afterEach, expect, it, vi } from "vitest";
import { badgeTitle, setTitle } from "@/app/title-badge";

afterEach(() => vi.restoreAllMocks());

const hide = (hidden: boolean) => {
  vi.spyOn(document, "hidden", "get").mockReturnValue(hidden);
  document.dispatchEvent(new Event("visibilitychange"));
};

it("marks the tab when an answer ends out of sight, until it is looked at", () => {
  setTitle("Bridges");
  hide(true);

  badgeTitle();
  badgeTitle();
  expect(document.title).toBe("● Bridges · Parlance");
  hide(false);

  expect(document.title).toBe("Bridges · Parlance");
});

it("keeps the mark when the title changes meanwhile", () => {
  setTitle("New");
  hide(true);
  badgeTitle();

  setTitle("Bridges");

  expect(document.title).toBe("● Bridges · Parlance");
  hide(false);
});

it("marks nothing that is in sight", () => {
  setTitle("Bridges");
  badgeTitle();
  expect(document.title).toBe("Bridges · Parlance");
});
