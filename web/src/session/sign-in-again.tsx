import { Dialog } from "radix-ui";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { closeFloating } from "@/app/ui-store";
import { Button } from "@/ui/button";
import { useReturnFocus } from "@/ui/use-return-focus";
import { Providers } from "./providers";
import { leave } from "./session";
import { useSession } from "./session-store";
import { SignInForm } from "./sign-in-form";
import { useAuthOptions } from "./use-auth-options";

// The session ended in the middle of something. What is on the page waits behind this question, drafts included.
export default function SignInAgain() {
  const { t } = useTranslation();
  const options = useAuthOptions();
  const email = useSession(({ user }) => user?.email ?? "");
  const returnFocus = useReturnFocus();
  // What floated above the page would float above this too.
  useEffect(closeFloating, []);
  return (
    <Dialog.Root open>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-black/40 backdrop-blur-[2px] animate-fade" />
        <Dialog.Content
          {...returnFocus}
          className="fixed inset-0 z-50 m-auto h-fit max-h-[92dvh] w-[min(26rem,calc(100vw-2rem))] overflow-y-auto rounded-3xl border border-line bg-raised p-7 text-ink shadow-float animate-rise"
        >
          <Dialog.Title className="text-lg font-semibold">{t("session.endedTitle")}</Dialog.Title>
          <Dialog.Description className="mt-2 mb-6 text-sm leading-relaxed text-muted">{t("session.endedHint")}</Dialog.Description>
          <SignInForm email={email} />
          <Providers providers={options?.providers ?? []} returnTo={location.pathname + location.search} />
          <Button className="mt-5 w-full border-transparent!" onClick={leave}>
            {t("session.leave")}
          </Button>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
