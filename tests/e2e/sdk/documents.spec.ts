import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";
import { stage } from "./support/fixture.ts";

// What docs/clients.md tells people to write, as it stands there.
const here = stage();
const page = readFileSync(join(import.meta.dirname, "../../../docs/clients.md"), "utf8");
const examples = [...page.matchAll(/```ts\n(import [\s\S]*?)```/g)].map((found) => found[1] ?? "");

test("the examples of docs/clients.md run", async () => {
  assert.equal(examples.length, 4);
  for (const example of examples) {
    const code = example.replaceAll("http://127.0.0.1:8000", here.server.url).replaceAll('"demo"', '"demo:tokens=3"');
    await promisify(execFile)(process.execPath, ["--input-type=module", "-e", code], {
      cwd: import.meta.dirname,
      env: { PATH: process.env.PATH, PARLANCE_KEY: here.key },
    });
  }
});
