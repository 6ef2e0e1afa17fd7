import { RefreshCw } from "lucide-react";
import { useTranslation } from "react-i18next";

// The answer went on after an interruption, or began again.
export function TurnNotice({ notice }: { notice: "continued" | "restarted" }) {
  const { t } = useTranslation();
  return (
    <p className="mt-3 flex items-center gap-2 text-xs text-muted animate-fade">
      <RefreshCw className="size-3.5" aria-hidden />
      {notice === "continued" ? t("message.continued") : t("message.restarted")}
    </p>
  );
}
