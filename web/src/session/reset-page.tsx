import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useLocation, useNavigate } from "react-router";
import { resetPassword } from "@/api/account";
import { useSubmit } from "@/lib/use-submit";
import { Button } from "@/ui/button";
import { TextField } from "@/ui/field";
import { FormError } from "@/ui/form-error";
import { NewPasswordField } from "./new-password-field";
import { linkLook, SignInFrame } from "./sign-in-frame";

// A new password for the holder of a reset token, which a link brings or a person types.
export function ResetPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { hash, search } = useLocation();
  const [token, setToken] = useState(() => tokenIn(hash) || tokenIn(search));
  const [byLink] = useState(token !== "");
  const [password, setPassword] = useState("");
  const [done, setDone] = useState(false);
  const { busy, error, submit, problem } = useSubmit(async () => {
    await resetPassword(token.trim(), password);
    setDone(true);
  });

  // Neither the history nor a screenshot should keep it.
  useEffect(() => {
    if (hash || search) void navigate("/reset", { replace: true });
  }, [hash, search, navigate]);

  const footer = (
    <Link to="/signin" className={linkLook}>
      {t("session.backToSignIn")}
    </Link>
  );
  if (done)
    return (
      <SignInFrame title={t("session.resetDone")} footer={footer}>
        <p role="status" className="text-sm text-muted">
          {t("session.resetDoneHint")}
        </p>
      </SignInFrame>
    );
  return (
    <SignInFrame title={t("session.resetTitle")} hint={t("session.resetHint")} footer={footer}>
      <form className="space-y-4" onSubmit={submit}>
        {!byLink && (
          <TextField
            label={t("session.resetToken")}
            hint={t("session.resetTokenHint")}
            required
            autoComplete="one-time-code"
            autoCapitalize="none"
            spellCheck={false}
            value={token}
            onChange={setToken}
            problem={problem("token")}
          />
        )}
        <NewPasswordField
          label={t("session.newPassword")}
          value={password}
          onChange={setPassword}
          problem={problem("new_password")}
        />
        <FormError error={error} />
        <Button primary type="submit" disabled={busy} className="w-full py-2.5">
          {t("session.setPassword")}
        </Button>
      </form>
    </SignInFrame>
  );
}

const tokenIn = (part: string) => new URLSearchParams(part.replace(/^[#?]/, "")).get("token") ?? "";
