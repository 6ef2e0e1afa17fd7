import { AlertDialog } from "radix-ui";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useSubmit } from "@/lib/use-submit";
import { Button } from "./button";
import { FormError } from "./form-error";
import { useReturnFocus } from "./use-return-focus";

interface Props {
  open: boolean;
  title: string;
  text: string;
  // What the button says that does it.
  action: string;
  // Done once this resolves; what it rejects with is shown and asked again.
  onConfirm: () => Promise<void>;
  onClose: () => void;
  children?: ReactNode;
}

// Asks before what cannot be undone.
export function ConfirmDialog({ open, title, text, action, onConfirm, onClose, children }: Props) {
  const { t } = useTranslation();
  const returnFocus = useReturnFocus();
  const { busy, error, submit } = useSubmit(async () => {
    await onConfirm();
    onClose();
  });
  return (
    <AlertDialog.Root open={open} onOpenChange={(next) => next || onClose()}>
      <AlertDialog.Portal>
        <AlertDialog.Overlay className="fixed inset-0 z-40 bg-black/40 animate-fade" />
        <AlertDialog.Content
          {...returnFocus}
          className="fixed inset-0 z-50 m-auto h-fit max-h-[85dvh] w-[min(28rem,calc(100vw-2rem))] overflow-y-auto rounded-2xl border border-line bg-raised p-6 text-ink shadow-float animate-rise"
        >
          <form onSubmit={submit}>
            <AlertDialog.Title className="text-lg font-semibold" dir="auto">
              {title}
            </AlertDialog.Title>
            <AlertDialog.Description className="mt-2 text-sm leading-relaxed text-muted">{text}</AlertDialog.Description>
            {children && <div className="mt-4">{children}</div>}
            <div className="mt-4">
              <FormError error={error} />
            </div>
            <div className="mt-4 flex justify-end gap-2">
              <AlertDialog.Cancel asChild>
                <Button>{t("common.cancel")}</Button>
              </AlertDialog.Cancel>
              <Button danger type="submit" disabled={busy}>
                {action}
              </Button>
            </div>
          </form>
        </AlertDialog.Content>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
