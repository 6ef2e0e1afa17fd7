import { expect, it } from "vitest";
import type { Message } from "@/api/types";
import { isLive, liveRow, renewEnd, renewRows, storedRow, userRow } from "@/thread/row";

const message = (id: string, content: string, siblings = [id]) => ({ id, content, siblings, finish_reason: null, role: "user" }) as unknown as Message;

it("keeps the row of a message that did not change, so that it is not drawn again", () => {
  const rows = [storedRow(message("a", "text")), storedRow(message("b", "old"))];
  const renewed = renewRows(rows, [message("a", "text"), message("b", "new")]);
  expect(renewed[0]).toBe(rows[0]);
  expect(renewed[1]).not.toBe(rows[1]);
  expect(renewed[1]!.key).toBe("b");
});

it("draws a message again when it gets another version beside it", () => {
  const rows = [storedRow(message("a", "text"))];
  expect(renewRows(rows, [message("a", "text", ["a", "b"])])[0]).not.toBe(rows[0]);
});

it("keeps the place on the screen when a streamed answer becomes a stored one", () => {
  const live = liveRow("u", "t", "m");
  const [stored] = renewRows([live], [message("m", "answer")]);
  expect(stored!.key).toBe(live.key);
  expect(isLive(stored!)).toBe(false);
});

it("gives every message shown in advance a key of its own", () => {
  expect(userRow("a", null).key).not.toBe(userRow("a", null).key);
});

it("reads the end of the path again and leaves what is loaded before it", () => {
  const rows = ["a", "b", "c"].map((id) => storedRow(message(id, id)));
  const renewed = renewEnd(rows, [message("b", "b"), message("c", "c"), message("d", "d")]);
  expect(renewed.map((row) => row.message.id)).toEqual(["a", "b", "c", "d"]);
  expect(renewed[0]).toBe(rows[0]);
});

it("replaces everything when another branch has become the visible one", () => {
  const rows = ["a", "b"].map((id) => storedRow(message(id, id)));
  expect(renewEnd(rows, [message("x", "x")]).map((row) => row.message.id)).toEqual(["x"]);
});
