import { createHighlighterCore, type GrammarState, type HighlighterCore, type ThemedToken } from "shiki/core";
import { createJavaScriptRegexEngine } from "shiki/engine/javascript";
import { loadLanguage } from "./languages";

export type Line = ThemedToken[];

const themes = { light: "github-light-high-contrast", dark: "github-dark-high-contrast" };

let core: Promise<HighlighterCore> | null = null;

function openCore(): Promise<HighlighterCore> {
  return createHighlighterCore({
    themes: [import("shiki/themes/github-light-high-contrast.mjs"), import("shiki/themes/github-dark-high-contrast.mjs")],
    langs: [],
    engine: createJavaScriptRegexEngine({ forgiving: true }),
  });
}

// Fails when a part cannot be fetched; the next call tries again.
export async function openHighlighter(language: string): Promise<Highlighter> {
  core ??= openCore().catch((error: unknown) => {
    core = null;
    throw error;
  });
  const highlighter = await core;
  await highlighter.loadLanguage((await loadLanguage(language)).default);
  return new Highlighter((code, grammarState) =>
    highlighter.codeToTokens(code, { lang: language, themes, defaultColor: false, grammarState }),
  );
}

type Tokenise = (code: string, state?: GrammarState) => { tokens: Line[]; grammarState?: GrammarState };

// Colours one growing text. Each line is tokenised once, when it is complete; the grammar's state carries over.
export class Highlighter {
  private done = "";
  private lines: Line[] = [];
  private state: GrammarState | undefined;
  private readonly tokenise: Tokenise;

  constructor(tokenise: Tokenise) {
    this.tokenise = tokenise;
  }

  // The coloured lines of `code`; with `open`, the last line is still growing and left to the caller.
  update(code: string, open: boolean): readonly Line[] {
    if (!code.startsWith(this.done)) this.restart();
    const end = open ? code.lastIndexOf("\n") + 1 : code.length;
    if (end > this.done.length) {
      const added = code.slice(this.done.length, end);
      const result = this.tokenise(added.replace(/\n$/, ""), this.state);
      this.lines = [...this.lines, ...result.tokens];
      this.state = result.grammarState;
      this.done = code.slice(0, end);
    }
    return this.lines;
  }

  private restart(): void {
    this.done = "";
    this.lines = [];
    this.state = undefined;
  }
}
