import { Dialog } from "radix-ui";
import { Suspense, useEffect } from "react";
import { useTranslation } from "react-i18next";
import { ChatPage } from "@/chat/chat-page";
import { useOnce } from "@/lib/use-once";
import { BudgetBanner } from "@/limits/budget-banner";
import { Sidebar } from "@/sidebar/sidebar";
import { useReturnFocus } from "@/ui/use-return-focus";
import { ConnectionBanner } from "./connection-banner";
import { fetchAhead, Palette, ShareDialog, ShortcutSheet } from "./later";
import { SkipLink } from "./skip-link";
import { useUi } from "./ui-store";
import { useAppShortcuts } from "./use-app-shortcuts";

// The frame around every chat: list, conversation, and what floats above them.
export function Shell() {
  const { t } = useTranslation();
  const { sidebar, drawer, palette, shortcuts, sharing } = useUi();
  const returnFocus = useReturnFocus();
  useAppShortcuts();
  useEffect(() => {
    const timer = setTimeout(fetchAhead, 500);
    return () => clearTimeout(timer);
  }, []);
  const closeDrawer = () => useUi.setState({ drawer: false });

  return (
    <div className="flex h-dvh overflow-clip">
      <SkipLink />
      {sidebar && (
        <aside className="w-[17.5rem] shrink-0 border-e border-line max-md:hidden" aria-label={t("sidebar.label")}>
          <Sidebar />
        </aside>
      )}
      <Dialog.Root open={drawer} onOpenChange={(open) => useUi.setState({ drawer: open })}>
        <Dialog.Portal>
          <Dialog.Overlay className="fixed inset-0 z-30 bg-black/40 animate-fade md:hidden" />
          <Dialog.Content
            aria-describedby={undefined}
            onCloseAutoFocus={returnFocus.onCloseAutoFocus}
            onOpenAutoFocus={(event) => {
              returnFocus.onOpenAutoFocus();
              // The drawer itself, not its first button: that one would show its tooltip.
              event.preventDefault();
              (event.currentTarget as HTMLElement).focus();
            }}
            className="fixed inset-y-0 start-0 z-40 w-[min(20rem,85vw)] shadow-float outline-none animate-slide-in md:hidden"
          >
            <Dialog.Title className="sr-only">{t("sidebar.label")}</Dialog.Title>
            <Sidebar onLeave={closeDrawer} />
          </Dialog.Content>
        </Dialog.Portal>
      </Dialog.Root>
      <main className="flex min-w-0 flex-1 flex-col">
        <ConnectionBanner />
        <BudgetBanner />
        <ChatPage />
      </main>
      <Suspense fallback={null}>
        {useOnce(palette) && <Palette />}
        {useOnce(shortcuts) && <ShortcutSheet />}
        {useOnce(sharing !== null) && <ShareDialog />}
      </Suspense>
    </div>
  );
}
