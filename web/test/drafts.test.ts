import { afterEach, expect, it, vi } from "vitest";
import { readDraft, writeDraft } from "@/composer/drafts";

afterEach(() => {
  localStorage.clear();
  vi.restoreAllMocks();
});

it("keeps one draft per conversation and one for the new one", () => {
  writeDraft("a", "for a");
  writeDraft(null, "for the new one");
  expect([readDraft("a"), readDraft("b"), readDraft(null)]).toEqual(["for a", "", "for the new one"]);
});

it("forgets a draft of nothing but blanks", () => {
  writeDraft("a", "text");
  writeDraft("a", "  \n");
  expect(localStorage.length).toBe(0);
});

it("does without storage where there is none", () => {
  vi.spyOn(Storage.prototype, "setItem").mockImplementation(() => {
    throw new Error("full");
  });
  expect(() => writeDraft("a", "text")).not.toThrow();
});
