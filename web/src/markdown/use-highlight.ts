import { useEffect, useState } from "react";
import { loadLater } from "@/lib/load-later";
import type { Highlighter, Line } from "./highlighter";
import { languageKey } from "./languages";

// Beyond this a text stays plain: colouring it would block the page.
const charactersMax = 100_000;

// The coloured lines of a code block, as far as they are known. Empty until the highlighter has arrived.
export function useHighlight(code: string, language: string, open: boolean): readonly Line[] {
  const [highlighter, setHighlighter] = useState<Highlighter | null>(null);
  const known = languageKey(language);

  useEffect(() => {
    if (!known) return;
    let wanted = true;
    void loadLater(async () => (await import("./highlighter")).openHighlighter(known))
      .then((opened) => wanted && setHighlighter(opened));
    return () => {
      wanted = false;
      setHighlighter(null);
    };
  }, [known]);

  return highlighter && code.length <= charactersMax ? highlighter.update(code, open) : [];
}
