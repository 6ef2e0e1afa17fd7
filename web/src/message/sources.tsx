import { useTranslation } from "react-i18next";
import type { Source } from "@/api/types";
import { safeLink } from "@/markdown/safe-url";

// The passages an answer rests on.
export function Sources({ sources }: { sources: readonly Source[] }) {
  const { t } = useTranslation();
  if (sources.length === 0) return null;
  return (
    <ol className="mt-3 flex flex-wrap gap-2" aria-label={t("message.sources")}>
      {sources.map((source, index) => {
        const link = source.url ? safeLink(source.url) : "";
        const look = "flex max-w-64 gap-2 rounded-lg border border-line bg-sunken px-2.5 py-1.5 text-xs";
        const content = (
          <>
            <span className="font-semibold text-accent">{index + 1}</span>
            <span className="truncate">{source.title}</span>
          </>
        );
        return (
          <li key={source.id} title={source.snippet}>
            {link ? (
              <a href={link} target="_blank" rel="noopener noreferrer" className={look}>
                {content}
              </a>
            ) : (
              <span className={look}>{content}</span>
            )}
          </li>
        );
      })}
    </ol>
  );
}
