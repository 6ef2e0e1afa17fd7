import { useTranslation } from "react-i18next";
import { RowSkeleton } from "./row-skeleton";

export function ThreadSkeleton() {
  const { t } = useTranslation();
  return (
    <div className="min-h-0 flex-1 overflow-hidden">
      <p className="sr-only">{t("thread.loading")}</p>
      <div className="mx-auto flex w-full max-w-[46rem] flex-col gap-6 px-4 pt-8 sm:px-6">
        {[0, 1, 2, 3].map((row) => (
          <RowSkeleton key={row} height={110} />
        ))}
      </div>
    </div>
  );
}
