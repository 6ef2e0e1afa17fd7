import { expect, it } from "vitest";
import { passwordStrength } from "@/session/password-strength";

it.each([
  ["", "short"],
  ["hunter2", "short"],
  ["aaaaaaaaaaaaaaaa", "weak"],
  ["abcdefgh12345678", "weak"],
  ["password123", "weak"],
  ["kitchen-lamp-orbit", "strong"],
  ["V7#qd9!rTz", "good"],
])("calls %j %s", (text, strength) => {
  expect(passwordStrength(text)).toBe(strength);
});

it("counts bytes, as the server does", () => {
  expect(passwordStrength("ключи")).not.toBe("short");
});
