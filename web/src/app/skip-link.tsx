import { useTranslation } from "react-i18next";
import { useMayWrite, useThread } from "@/thread/thread-store";

// The first thing the Tab key meets; it shows itself only then.
export function SkipLink() {
  const { t } = useTranslation();
  const mayWrite = useMayWrite();
  const composer = useThread(({ phase }) => phase !== "failed");
  if (!composer) return null;
  return (
    <a
      href={mayWrite ? "#composer" : "#thread"}
      className="sr-only z-50 rounded-lg bg-accent px-4 py-2 text-on-accent focus:not-sr-only focus:fixed focus:start-3 focus:top-3"
    >
      {t(mayWrite ? "app.skip" : "app.skipToThread")}
    </a>
  );
}
