import type { ReactNode } from "react";
import { cx } from "@/lib/class-names";

const looks = {
  plain: "bg-hover text-ink",
  good: "bg-tint text-accent",
  warn: "bg-warn-tint text-warn",
  danger: "bg-danger-tint text-danger",
};

export function Badge({ look = "plain", children }: { look?: keyof typeof looks; children: ReactNode }) {
  return (
    <span className={cx("inline-flex items-center rounded-full px-2.5 py-0.5 text-xs font-medium whitespace-nowrap", looks[look])}>
      {children}
    </span>
  );
}
