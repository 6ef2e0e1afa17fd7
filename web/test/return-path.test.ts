import { expect, it } from "vitest";
import { returnPath } from "@/session/return-path";

it.each(["/", "/c/0199", "/settings/keys", "/c/0199?m=1#x"])("leads back to %s", (path) => {
  expect(returnPath(path)).toBe(path);
});

// a link to the sign-in must not lead anywhere but to this page.
it.each([
  null,
  "",
  "c/0199",
  "https://evil.example/",
  "//evil.example/",
  "/\\evil.example/",
  "/\t/evil.example/",
  "/../../../%2f/evil.example//",
  "javascript:alert(1)",
  "/signin",
  "/register?return_to=/signin",
])("does not lead to %s", (path) => {
  const shown = returnPath(path);
  expect(new URL(shown, location.origin).host).toBe(location.host);
  expect(shown.startsWith("//")).toBe(false);
  expect(shown).not.toContain("signin");
});
