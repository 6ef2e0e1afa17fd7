import { useTranslation } from "react-i18next";
import { cx } from "@/lib/class-names";
import type { Whose } from "./use-conversations";

// One's own conversations, or those of others.
export function WhoseSwitch({ whose, onChange }: { whose: Whose; onChange: (whose: Whose) => void }) {
  const { t } = useTranslation();
  return (
    <div role="group" aria-label={t("sharing.whose")} className="mx-3 mb-1 flex gap-1 rounded-xl bg-hover/60 p-1 text-xs font-medium">
      {(["own", "shared"] as const).map((each) => (
        <button
          key={each}
          type="button"
          aria-pressed={whose === each}
          className={cx(
            "flex-1 rounded-lg px-2 py-1.5 transition-colors",
            whose === each ? "bg-raised text-ink shadow-sm" : "text-muted hover:text-ink",
          )}
          onClick={() => onChange(each)}
        >
          {t(each === "own" ? "sharing.mine" : "sharing.withMe")}
        </button>
      ))}
    </div>
  );
}
