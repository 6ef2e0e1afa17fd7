import { useRef } from "react";

// For dialogs that open by a key and so have no trigger: the focus goes back to where it was, or, if that is gone
// because the dialog led to another chat, to the composer.
export function useReturnFocus() {
  const before = useRef<Element | null>(null);
  return {
    onOpenAutoFocus: () => {
      before.current = document.activeElement;
    },
    onCloseAutoFocus: (event: Event) => {
      event.preventDefault();
      const known = before.current instanceof HTMLElement && before.current.isConnected && before.current !== document.body;
      const target = known ? (before.current as HTMLElement) : document.getElementById("composer");
      target?.focus({ preventScroll: true });
    },
  };
}
