import { Tooltip } from "radix-ui";
import type { ComponentProps } from "react";
import { cx } from "@/lib/class-names";

interface Props extends Omit<ComponentProps<"button">, "aria-label"> {
  // Its name for everyone: read aloud, and shown on hover and focus.
  label: string;
  small?: boolean;
  // For a switch: whether it is on.
  pressed?: boolean;
  // Keys that do the same, shown beside the name.
  keys?: string;
}

export function IconButton({ label, small = false, pressed, keys, className, children, ...rest }: Props) {
  return (
    <Tooltip.Root>
      <Tooltip.Trigger asChild>
        <button
          type="button"
          aria-label={label}
          aria-pressed={pressed}
          className={cx(
            "inline-flex shrink-0 items-center justify-center rounded-lg text-muted transition-colors",
            "hover:bg-hover hover:text-ink disabled:opacity-40 disabled:hover:bg-transparent",
            "aria-pressed:bg-tint aria-pressed:text-accent data-[state=open]:bg-hover",
            small ? "size-7 [&>svg]:size-3.5 touch:size-9" : "size-9 [&>svg]:size-[1.125rem]",
            className,
          )}
          {...rest}
        >
          {children}
        </button>
      </Tooltip.Trigger>
      <Tooltip.Portal>
        <Tooltip.Content
          sideOffset={6}
          className="z-50 rounded-lg bg-ink px-2.5 touch:hidden py-1.5 text-xs font-medium text-page shadow-float animate-fade"
        >
          {label}
          {keys && <kbd className="ms-2 font-sans opacity-70">{keys}</kbd>}
        </Tooltip.Content>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}
