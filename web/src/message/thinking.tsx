import { ChevronRight } from "lucide-react";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { cx } from "@/lib/class-names";
import { Markdown } from "@/markdown/markdown";

interface Props {
  text: string;
  durationMs: number | null;
  running: boolean;
}

// What the model thought before it answered. Closed at first; while it runs, its last line shows.
export function Thinking({ text, durationMs, running }: Props) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const id = useId();
  const seconds = durationMs === null ? 0 : Math.round(durationMs / 1000);
  const label = running ? t("thinking.running") : seconds ? t("thinking.for", { count: seconds }) : t("thinking.done");

  return (
    <section className="mb-3 text-sm text-muted">
      <button
        type="button"
        className="-ms-1.5 flex items-center gap-1 rounded-lg px-1.5 py-1 hover:bg-hover hover:text-ink"
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        <ChevronRight className={cx("size-4 transition-transform rtl:-scale-x-100", open && "rotate-90")} aria-hidden />
        <span className={cx("font-medium", running && "animate-shimmer")}>{label}</span>
      </button>
      <div id={id} className="ms-2 border-s-2 border-line ps-4" hidden={!open && !running}>
        {open ? (
          <Markdown text={text} streaming={running} />
        ) : (
          running && <p className="truncate py-1 italic">{lastLine(text)}</p>
        )}
      </div>
    </section>
  );
}

const lastLine = (text: string) => text.trimEnd().split("\n").at(-1);
