import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useSubmit } from "@/lib/use-submit";
import { Button } from "@/ui/button";
import { TextField } from "@/ui/field";
import { FormError } from "@/ui/form-error";
import { PasswordField } from "@/ui/password-field";
import { signIn } from "./session";

interface Props {
  // Known already when a session ended.
  email?: string;
  children?: ReactNode;
}

export function SignInForm({ email: known = "", children }: Props) {
  const { t } = useTranslation();
  const [email, setEmail] = useState(known);
  const [password, setPassword] = useState("");
  const { busy, error, submit, problem } = useSubmit(() => signIn(email, password));
  return (
    <form className="space-y-4" onSubmit={submit}>
      <TextField
        label={t("session.email")}
        type="email"
        name="email"
        autoComplete="username"
        inputMode="email"
        autoCapitalize="none"
        required
        autoFocus={!known}
        value={email}
        onChange={setEmail}
        problem={problem("email")}
      />
      <PasswordField
        label={t("session.password")}
        autoComplete="current-password"
        autoFocus={Boolean(known)}
        value={password}
        onChange={setPassword}
        problem={problem("password")}
      />
      <FormError error={error} />
      <Button primary type="submit" disabled={busy} className="w-full py-2.5">
        {t(busy ? "session.signingIn" : "session.signIn")}
      </Button>
      {children}
    </form>
  );
}
