import { X } from "lucide-react";
import { Dialog } from "radix-ui";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { cx } from "@/lib/class-names";
import { useReturnFocus } from "./use-return-focus";

interface Props {
  open: boolean;
  title: string;
  onOpenChange: (open: boolean) => void;
  narrow?: boolean;
  children: ReactNode;
}

export function DialogFrame({ open, title, onOpenChange, narrow = false, children }: Props) {
  const { t } = useTranslation();
  const returnFocus = useReturnFocus();
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-black/40 animate-fade" />
        <Dialog.Content
          aria-describedby={undefined}
          {...returnFocus}
          className={cx(
            "fixed inset-0 z-50 m-auto h-fit max-h-[85dvh] overflow-y-auto rounded-2xl border border-line bg-raised p-6 text-ink shadow-float animate-rise",
            narrow ? "w-[min(30rem,calc(100vw-2rem))]" : "w-[min(42rem,calc(100vw-2rem))]",
          )}
        >
          <div className="mb-4 flex items-center justify-between">
            <Dialog.Title className="text-lg font-semibold">{title}</Dialog.Title>
            <Dialog.Close
              aria-label={t("common.close")}
              className="inline-flex size-9 items-center justify-center rounded-lg text-muted hover:bg-hover hover:text-ink"
            >
              <X className="size-[1.125rem]" aria-hidden />
            </Dialog.Close>
          </div>
          {children}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
