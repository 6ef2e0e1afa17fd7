import { WifiOff } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { announce } from "@/lib/announce";
import { connection, useConnection } from "@/live/connection";

// A blink of the network is not worth a word.
const patienceMs = 1500;

export function ConnectionBanner() {
  const { t } = useTranslation();
  const broken = useConnection(({ state }) => state !== "open");
  const [shown, setShown] = useState(false);

  useEffect(() => {
    const timer = setTimeout(() => setShown(broken), broken ? patienceMs : 0);
    return () => clearTimeout(timer);
  }, [broken]);

  useEffect(() => {
    if (!shown) return;
    announce(t("connection.lost"));
    return () => announce(t("connection.back"));
  }, [shown, t]);

  if (!shown) return null;
  return (
    <div className="-order-3 flex items-center justify-center gap-3 bg-warn-tint px-4 py-2 text-sm text-warn animate-fade" data-banner="connection">
      <WifiOff className="size-4 shrink-0" aria-hidden />
      <span>{t("connection.lost")}</span>
      <button type="button" className="font-semibold underline underline-offset-2" onClick={() => connection().retryNow()}>
        {t("connection.retry")}
      </button>
    </div>
  );
}
