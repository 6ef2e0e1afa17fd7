import { useState } from "react";
import { useTranslation } from "react-i18next";
import { cx } from "@/lib/class-names";
import { CodeHeader } from "./code-header";
import { CodeLines } from "./code-lines";
import { languageName } from "./languages";
import { useOpenBlock } from "./open-block";
import { useOrdinal } from "./ordinal";
import { useHighlight } from "./use-highlight";

interface Props {
  code: string;
  language: string;
}

// Longer blocks begin collapsed, with this many lines showing.
const longFrom = 40;
const shownOfLong = 16;

export function CodeBlock({ code, language }: Props) {
  const { t } = useTranslation();
  const open = useOpenBlock();
  const [wrap, setWrap] = useState(false);
  const [expanded, setExpanded] = useState(false);
  const number = useOrdinal("code");
  const coloured = useHighlight(code, language, open);
  const lines = code.split("\n").length;
  const collapsed = !open && !expanded && lines > longFrom;

  return (
    <figure className="my-[0.9em] overflow-hidden rounded-xl border border-line bg-code" dir="ltr" data-code={code}>
      <CodeHeader code={code} language={language} wrap={wrap} onWrap={() => setWrap(!wrap)} />
      <pre
        role="region"
        aria-label={t("markdown.code", { number, language: languageName(language) })}
        tabIndex={0}
        className={cx(
          "overflow-x-auto font-mono text-[0.82rem] leading-relaxed",
          wrap && "whitespace-pre-wrap [overflow-wrap:anywhere] [&>code]:w-auto",
        )}
      >
        <CodeLines code={code} coloured={coloured} limit={collapsed ? shownOfLong : lines} />
      </pre>
      {lines > longFrom && !open && (
        <button
          type="button"
          className="w-full border-t border-line py-2 text-xs font-medium text-muted hover:bg-hover hover:text-ink"
          aria-expanded={expanded}
          onClick={() => setExpanded(!expanded)}
        >
          {collapsed ? t("markdown.showAllLines", { count: lines }) : t("markdown.showFewerLines")}
        </button>
      )}
    </figure>
  );
}
