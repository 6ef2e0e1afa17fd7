import { useTranslation } from "react-i18next";
import { CopyButton } from "./copy-button";

// A secret that the server tells this once. It is never stored here, and gone with the dialog.
export function ShownOnce({ label, secret, hint }: { label: string; secret: string; hint: string }) {
  const { t } = useTranslation();
  return (
    <div>
      <p className="mb-1.5 text-sm font-medium">{label}</p>
      <div className="flex items-center gap-2 rounded-xl border border-edge bg-code py-1.5 ps-3.5 pe-1.5">
        <code className="min-w-0 flex-1 text-xs leading-relaxed break-all select-all">{secret}</code>
        <CopyButton label={t("copy.copy")} text={() => secret} />
      </div>
      <p className="mt-2 text-sm leading-relaxed text-warn">{hint}</p>
    </div>
  );
}
