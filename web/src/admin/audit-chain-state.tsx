import { useQuery } from "@tanstack/react-query";
import { ShieldAlert, ShieldCheck } from "lucide-react";
import { useTranslation } from "react-i18next";
import { verifyAudit } from "@/api/admin";
import { formatNumber } from "@/lib/format";

// Whether the log is still what was written: the server checks every seal.
export function AuditChainState() {
  const { t } = useTranslation();
  const { data } = useQuery({ queryKey: ["admin", "audit-chain"], queryFn: verifyAudit, staleTime: 60_000, retry: false });
  if (!data) return null;
  const whole = data.broken_at === null;
  const Icon = whole ? ShieldCheck : ShieldAlert;
  return (
    <p
      role="status"
      data-chain={whole ? "whole" : "broken"}
      className={`mb-5 flex gap-2.5 rounded-xl px-4 py-3 text-sm ${whole ? "bg-tint" : "bg-danger-tint text-danger"}`}
    >
      <Icon className={`mt-0.5 size-4 shrink-0 ${whole ? "text-accent" : ""}`} aria-hidden />
      <span>
        {whole
          ? t("audit.whole", { sealed: formatNumber(data.sealed), count: data.unsealed })
          : t("audit.broken", { position: String(data.broken_at) })}
      </span>
    </p>
  );
}
