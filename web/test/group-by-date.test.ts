import { expect, it } from "vitest";
import type { Conversation } from "@/api/types";
import { groupByDate } from "@/sidebar/group-by-date";

const now = new Date(2026, 5, 15, 14, 30);
const conversation = (id: string, updated: Date, pinned = false) =>
  ({ id, updated_at: updated.toISOString(), pinned }) as Conversation;

it("puts conversations under the headings of their days, pinned ones first", () => {
  const groups = groupByDate(
    [
      conversation("midnight", new Date(2026, 5, 15, 0, 0)),
      conversation("late", new Date(2026, 5, 14, 23, 59)),
      conversation("week", new Date(2026, 5, 10)),
      conversation("pinned", new Date(2020, 0, 1), true),
      conversation("month", new Date(2026, 4, 25)),
      conversation("old", new Date(2026, 1, 3)),
    ],
    now,
    "en",
  );
  expect(groups.map(({ name, conversations }) => [name, conversations.map(({ id }) => id)])).toEqual([
    ["pinned", ["pinned"]],
    ["today", ["midnight"]],
    ["yesterday", ["late"]],
    ["week", ["week"]],
    ["month", ["month"]],
    [{ month: "February 2026" }, ["old"]],
  ]);
});
