import { useTranslation } from "react-i18next";
import { Logo } from "@/ui/logo";

// Nothing to show yet: the server has to say first who we are. It is asked again and again.
export function Unreachable() {
  const { t } = useTranslation();
  return (
    <main className="flex h-dvh flex-col items-center justify-center gap-4 p-8 text-center">
      <Logo className="size-11" />
      <h1 className="text-lg font-semibold">{t("session.unreachable")}</h1>
      <p role="status" className="text-sm text-muted">
        {t("session.tryingAgain")}
      </p>
    </main>
  );
}
