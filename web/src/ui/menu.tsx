import { DropdownMenu } from "radix-ui";
import type { ComponentProps, ReactNode } from "react";
import { cx } from "@/lib/class-names";

// Drawn in place, not in a portal: so it stays inside the landmark, or the drawer, that it was opened from.
export function MenuContent({ className, children, ...rest }: ComponentProps<typeof DropdownMenu.Content>) {
  return (
    <DropdownMenu.Content
      align="start"
      sideOffset={4}
      collisionPadding={8}
      className={cx(
        "z-50 max-h-[min(28rem,var(--radix-dropdown-menu-content-available-height))] min-w-44 overflow-y-auto rounded-xl border border-line bg-raised p-1.5 text-sm text-ink shadow-float animate-fade",
        className,
      )}
      {...rest}
    >
      {children}
    </DropdownMenu.Content>
  );
}

interface ItemProps extends ComponentProps<typeof DropdownMenu.Item> {
  icon?: ReactNode;
  danger?: boolean;
  keys?: string;
}

export function MenuItem({ icon, danger = false, keys, children, ...rest }: ItemProps) {
  return (
    <DropdownMenu.Item className={cx(menuItemLook, danger && "text-danger")} {...rest}>
      {icon}
      <span className="me-auto truncate">{children}</span>
      {keys && <kbd className="ms-4 font-sans text-xs text-muted">{keys}</kbd>}
    </DropdownMenu.Item>
  );
}

export const menuItemLook =
  "flex cursor-pointer items-center gap-2.5 rounded-lg px-2.5 py-2 outline-none select-none data-[highlighted]:bg-hover data-[disabled]:opacity-50 [&>svg]:size-4 [&>svg]:shrink-0";

export function MenuLabel({ children }: { children: ReactNode }) {
  return (
    <DropdownMenu.Label className="px-2.5 pt-2 pb-1 text-xs font-medium text-muted">{children}</DropdownMenu.Label>
  );
}

export const MenuSeparator = () => <DropdownMenu.Separator className="mx-1 my-1.5 h-px bg-line" />;
