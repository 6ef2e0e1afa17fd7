import type { Locator, Page } from "playwright-core";

// The chat page as a person uses it.
export class ChatPage {
  readonly page: Page;
  private readonly base: string;

  constructor(page: Page, base: string) {
    this.page = page;
    this.base = base;
  }

  get composer(): Locator {
    return this.page.getByRole("textbox", { name: "Message", exact: true });
  }
  get answers(): Locator {
    return this.page.locator('#thread [data-role="assistant"]');
  }
  get questions(): Locator {
    return this.page.locator('#thread [data-role="user"]');
  }
  get lastAnswer(): Locator {
    return this.answers.last();
  }
  get stop(): Locator {
    return this.page.getByRole("button", { name: "Stop" });
  }
  get list(): Locator {
    return this.page.getByRole("navigation", { name: "Conversations" });
  }

  async open(path = "/"): Promise<void> {
    await this.page.goto(this.base + path);
    await this.composer.waitFor();
  }

  async write(text: string): Promise<void> {
    await this.composer.fill(text);
    // On a touch screen Enter makes a line.
    const touch = await this.page.evaluate(() => matchMedia("(pointer: coarse)").matches);
    if (touch) await this.page.getByRole("button", { name: "Send" }).tap();
    else await this.composer.press("Enter");
  }

  // Sends and waits for the end of the answer.
  async ask(text: string): Promise<void> {
    const before = await this.page.locator("#thread [data-role]").count();
    await this.write(text);
    await this.page.waitForFunction(
      (length) => document.querySelectorAll("#thread [data-role]").length > length,
      before,
    );
    await this.answered();
  }

  async answered(): Promise<void> {
    await this.stop.waitFor({ state: "detached", timeout: 60_000 });
    await this.page.waitForFunction(() => !document.querySelector('#thread [aria-busy="true"]'));
  }

  // Waits until the last answer has at least this many characters.
  async streamed(characters: number): Promise<void> {
    await this.page.waitForFunction(
      (wanted) =>
        ([...document.querySelectorAll('#thread [data-role="assistant"] .prose')].at(-1)?.textContent.length ?? 0) >= wanted,
      characters,
    );
  }

  async pickModel(name: string): Promise<void> {
    await this.page.getByRole("button", { name: /^Model:/ }).click();
    await this.page.getByPlaceholder("Find a model").fill(name);
    await this.page.getByRole("option").first().click();
  }

  get conversationId(): string {
    return /\/c\/([^/?]+)/.exec(this.page.url())?.[1] ?? "";
  }

  // The shown text of the last answer: for plain paragraphs, exactly the Markdown it was written in.
  async answerText(): Promise<string> {
    const paragraphs = await this.lastAnswer.locator(".prose > .block").allTextContents();
    return paragraphs.map((text) => text.trim()).join("\n\n");
  }
}
