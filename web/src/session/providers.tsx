import { KeyRound } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Named } from "@/api/account";
import { providerAddress } from "@/api/account";

// One button for each place one may sign in at instead. Links, since the browser itself has to go there.
export function Providers({ providers, returnTo }: { providers: readonly Named[]; returnTo: string }) {
  const { t } = useTranslation();
  if (providers.length === 0) return null;
  return (
    <>
      <p className="my-5 flex items-center gap-3 text-xs text-muted before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
        {t("session.or")}
      </p>
      <ul className="space-y-2">
        {providers.map(({ id, name }) => (
          <li key={id}>
            <a
              href={providerAddress(id, returnTo)}
              className="flex items-center justify-center gap-2.5 rounded-xl border border-edge/60 px-3.5 py-2.5 text-sm font-medium hover:bg-hover"
            >
              <KeyRound className="size-4 text-muted" aria-hidden />
              <span className="truncate" dir="auto">
                {t("session.with", { name: name || id })}
              </span>
            </a>
          </li>
        ))}
      </ul>
    </>
  );
}
