import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useSearchParams } from "react-router";
import { forgotPassword } from "@/api/account";
import { useSubmit } from "@/lib/use-submit";
import { Button } from "@/ui/button";
import { TextField } from "@/ui/field";
import { FormError } from "@/ui/form-error";
import { linkLook, SignInFrame } from "./sign-in-frame";

// The answer is the same whether the account exists or not.
export function ForgotPage() {
  const { t } = useTranslation();
  const [search] = useSearchParams();
  const [email, setEmail] = useState("");
  const [sent, setSent] = useState(false);
  const { busy, error, submit } = useSubmit(async () => {
    await forgotPassword(email.trim());
    setSent(true);
  });
  const footer = (
    <Link to={`/signin${search.size ? `?${search.toString()}` : ""}`} className={linkLook}>
      {t("session.backToSignIn")}
    </Link>
  );
  if (sent)
    return (
      <SignInFrame title={t("session.sent")} footer={footer}>
        <p role="status" className="text-sm leading-relaxed text-muted">
          {t("session.sentHint")}
        </p>
      </SignInFrame>
    );
  return (
    <SignInFrame title={t("session.forgotTitle")} hint={t("session.forgotHint")} footer={footer}>
      <form className="space-y-4" onSubmit={submit}>
        <TextField
          label={t("session.email")}
          type="email"
          name="email"
          autoComplete="username"
          inputMode="email"
          autoCapitalize="none"
          required
          autoFocus
          value={email}
          onChange={setEmail}
        />
        <FormError error={error} />
        <Button primary type="submit" disabled={busy} className="w-full py-2.5">
          {t("session.sendLink")}
        </Button>
      </form>
    </SignInFrame>
  );
}
