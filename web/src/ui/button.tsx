import type { ComponentProps } from "react";
import { cx } from "@/lib/class-names";

interface Props extends ComponentProps<"button"> {
  primary?: boolean;
  danger?: boolean;
}

export function Button({ primary = false, danger = false, className, ...rest }: Props) {
  return (
    <button
      type="button"
      className={cx(
        "inline-flex items-center justify-center gap-2 rounded-xl px-3.5 py-2 text-sm font-medium transition-colors disabled:opacity-50",
        primary && "bg-accent text-on-accent hover:bg-accent/90",
        danger && "border border-danger/50 text-danger hover:bg-danger-tint",
        !primary && !danger && "border border-line hover:bg-hover",
        className,
      )}
      {...rest}
    />
  );
}
