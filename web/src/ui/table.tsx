import type { ComponentProps, ReactNode } from "react";
import { cx } from "@/lib/class-names";

interface Column {
  label: string;
  // Numbers stand at the end, under each other.
  number?: boolean;
  // Named for screen readers only, as for a column of buttons.
  hidden?: boolean;
}

// A table that scrolls sideways in its own frame, which the keyboard reaches.
export function Table({ label, columns, children }: { label: string; columns: readonly Column[]; children: ReactNode }) {
  return (
    <div role="region" aria-label={label} tabIndex={0} className="relative overflow-x-auto rounded-2xl border border-line bg-raised">
      <table className="w-full border-collapse text-sm">
        <thead>
          <tr className="border-b border-line text-xs text-muted">
            {columns.map(({ label: name, number, hidden }) => (
              <th key={name} scope="col" className={cx("px-3 py-2.5 first:ps-4 last:pe-4 font-medium whitespace-nowrap", number ? "text-end" : "text-start")}>
                <span className={cx(hidden && "sr-only")}>{name}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-line">{children}</tbody>
      </table>
    </div>
  );
}

interface CellProps extends ComponentProps<"td"> {
  number?: boolean;
}

export function Cell({ number = false, className, ...rest }: CellProps) {
  return <td className={cx("px-3 py-2.5 first:ps-4 last:pe-4", number && "text-end whitespace-nowrap tabular-nums", className)} {...rest} />;
}
