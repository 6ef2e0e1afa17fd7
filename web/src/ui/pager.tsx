import { ChevronLeft, ChevronRight } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Pagination } from "@/api/types";
import { formatNumber } from "@/lib/format";
import { IconButton } from "./icon-button";

// `1–50 of 312`, and the way to the neighbours.
export function Pager({ pagination, shown, onOffset }: { pagination: Pagination; shown: number; onOffset: (offset: number) => void }) {
  const { t } = useTranslation();
  const { offset, limit, total, has_more } = pagination;
  if (offset === 0 && !has_more) return null;
  return (
    <nav aria-label={t("pager.label")} className="mt-4 flex items-center justify-end gap-2 text-sm text-muted">
      <span className="tabular-nums">
        {t("pager.range", { from: formatNumber(offset + 1), to: formatNumber(offset + shown), total: formatNumber(total) })}
      </span>
      <IconButton label={t("pager.previous")} disabled={offset === 0} onClick={() => onOffset(Math.max(0, offset - limit))}>
        <ChevronLeft className="rtl:-scale-x-100" />
      </IconButton>
      <IconButton label={t("pager.next")} disabled={!has_more} onClick={() => onOffset(offset + limit)}>
        <ChevronRight className="rtl:-scale-x-100" />
      </IconButton>
    </nav>
  );
}
