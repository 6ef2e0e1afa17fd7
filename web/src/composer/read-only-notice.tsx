import { Eye } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useThread } from "@/thread/thread-store";

// In the place of the composer, where somebody else's conversation may only be read.
export function ReadOnlyNotice() {
  const { t } = useTranslation();
  const owner = useThread((state) => state.conversation?.owner?.name ?? "");
  return (
    <div className="mx-auto w-full max-w-[46rem] px-3 pb-[max(0.75rem,env(safe-area-inset-bottom))] sm:px-6">
      <p className="flex items-start gap-3 rounded-3xl border border-line bg-sunken px-5 py-4 text-sm text-muted" data-readonly>
        <Eye className="mt-0.5 size-4 shrink-0" aria-hidden />
        <span dir="auto">{owner ? t("sharing.readOnly", { owner }) : t("sharing.readOnlyUnnamed")}</span>
      </p>
    </div>
  );
}
