import { useTranslation } from "react-i18next";
import { Link, Navigate, useSearchParams } from "react-router";
import { Providers } from "./providers";
import { returnPath } from "./return-path";
import { linkLook, SignInFrame } from "./sign-in-frame";
import { SignInForm } from "./sign-in-form";
import { useAuthOptions } from "./use-auth-options";

export function SignInPage() {
  const { t } = useTranslation();
  const options = useAuthOptions();
  const [search] = useSearchParams();
  // The way back is kept from one of these pages to the next.
  const suffix = search.size ? `?${search.toString()}` : "";
  if (options?.first_account) return <Navigate replace to={`/register${suffix}`} />;
  const elsewhere = failureElsewhere(search.get("sso_error"));
  return (
    <SignInFrame
      title={t("session.welcome")}
      footer={
        options?.registration && (
          <p>
            {t("session.noAccount")}{" "}
            <Link to={`/register${suffix}`} className={linkLook}>
              {t("session.register")}
            </Link>
          </p>
        )
      }
    >
      {elsewhere && (
        <p role="alert" className="mb-4 rounded-xl bg-danger-tint px-3.5 py-2.5 text-sm text-danger [overflow-wrap:anywhere]">
          {t(`session.elsewhere.${elsewhere}`)}
        </p>
      )}
      <SignInForm>
        <p className="text-center text-sm">
          <Link to={`/forgot${suffix}`} className={linkLook}>
            {t("session.forgot")}
          </Link>
        </p>
      </SignInForm>
      <Providers providers={options?.providers ?? []} returnTo={returnPath(search.get("return_to"))} />
    </SignInFrame>
  );
}

const failures = ["expired", "unknown_provider", "refused", "suspended", "unregistered", "unavailable"] as const;

// Why signing in elsewhere failed, as the address says. A reason nobody knows is no more than that.
const failureElsewhere = (reason: string | null) =>
  reason === null ? null : (failures.find((known) => known === reason) ?? "unavailable");
