import { mkdir } from "node:fs/promises";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { ask, rename } from "../support/api.ts";
import { desktop, mobile } from "../support/browser.ts";
import { fixture } from "../support/fixture.ts";

const output = fileURLToPath(new URL("../output/", import.meta.url));
const titles = ["Week of vegetarian dinners", "Reminder about an unpaid invoice", "Names for a sailing boat", "SQL window functions"];
let id: string;

const f = fixture({}, async (base) => {
  await mkdir(output, { recursive: true });
  for (const title of titles) {
    const { conversation_id } = await ask(base, title);
    await rename(base, conversation_id, title);
  }
  id = (await ask(base, "What survives when something goes wrong? Make a table.")).conversation_id;
  await ask(base, "And how do I call this from my own code?", { conversation_id: id });
  await rename(base, id, "What survives a restart");
});

for (const colorScheme of ["light", "dark"] as const)
  for (const [size, options] of Object.entries({ desktop: { viewport: desktop }, mobile }))
    test(`pictures for looking at: ${size}, ${colorScheme}`, async () => {
      const chat = await f.chat("/", { ...options, colorScheme, reducedMotion: "reduce" });
      const shoot = (name: string) => chat.page.screenshot({ path: `${output}${name}-${size}-${colorScheme}.png` });
      await chat.page.waitForLoadState("networkidle");
      await shoot("new");

      await chat.open(`/c/${id}`);
      await chat.page.locator(".shiki-token").first().waitFor();
      await shoot("conversation");

      await chat.open("/");
      await chat.write("Something long");
      await chat.stop.waitFor();
      await chat.streamed(300);
      await shoot("streaming");
      await chat.stop.click();
      await chat.answered();
      await shoot("stopped");
    });
