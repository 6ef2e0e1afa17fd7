import { useTranslation } from "react-i18next";
import { Logo } from "@/ui/logo";

// Above the composer of a new chat.
export function Greeting() {
  const { t } = useTranslation();
  return (
    <div className="flex min-h-0 flex-1 flex-col items-center justify-end gap-4 overflow-hidden px-6 pb-7 max-sm:-order-1 max-sm:justify-center">
      <Logo className="size-11 shrink-0" />
      <h2 className="text-center text-[1.75rem] leading-tight font-semibold tracking-tight text-balance">{t("empty.title")}</h2>
    </div>
  );
}
