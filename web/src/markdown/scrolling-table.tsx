import { type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useOrdinal } from "./ordinal";

// A wide table scrolls by itself; the keyboard must be able to reach and scroll it, so it is a named region.
export function ScrollingTable({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const number = useOrdinal("table");
  return (
    <div
      role="region"
      aria-label={t("markdown.table", { number })}
      tabIndex={0}
      className="my-[0.9em] overflow-x-auto rounded-xl border border-line"
    >
      <table>{children}</table>
    </div>
  );
}
