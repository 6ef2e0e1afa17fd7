import { useTranslation } from "react-i18next";
import { Button } from "@/ui/button";

// What is left when the page itself fails. Drafts and conversations are safe: they live elsewhere.
export function BrokenPage() {
  const { t } = useTranslation();
  return (
    <main className="flex h-dvh flex-col items-center justify-center gap-4 p-8 text-center">
      <h1 className="text-lg font-semibold">{t("app.broken")}</h1>
      <p className="max-w-md text-sm text-muted">{t("app.brokenHint")}</p>
      <Button primary onClick={() => location.reload()}>
        {t("app.reload")}
      </Button>
    </main>
  );
}
