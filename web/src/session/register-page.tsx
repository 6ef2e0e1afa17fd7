import { ShieldCheck } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useSearchParams } from "react-router";
import { useSubmit } from "@/lib/use-submit";
import { Button } from "@/ui/button";
import { TextField } from "@/ui/field";
import { FormError } from "@/ui/form-error";
import { NewPasswordField } from "./new-password-field";
import { Providers } from "./providers";
import { returnPath } from "./return-path";
import { signUp } from "./session";
import { linkLook, SignInFrame } from "./sign-in-frame";
import { useAuthOptions } from "./use-auth-options";

export function RegisterPage() {
  const { t } = useTranslation();
  const options = useAuthOptions();
  const [search] = useSearchParams();
  const suffix = search.size ? `?${search.toString()}` : "";
  const [name, setName] = useState("");
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const { busy, error, submit, problem } = useSubmit(() => signUp(name.trim(), email.trim(), password));

  if (!options) return null;
  const toSignIn = (
    <p>
      {t("session.haveAccount")}{" "}
      <Link to={`/signin${suffix}`} className={linkLook}>
        {t("session.signIn")}
      </Link>
    </p>
  );
  const first = options.first_account;
  if (!options.registration && !first)
    return (
      <SignInFrame title={t("session.closed")} footer={toSignIn}>
        <p className="text-sm text-muted">{t("session.closedHint")}</p>
      </SignInFrame>
    );
  return (
    <SignInFrame
      title={t(first ? "session.first" : "session.createAccount")}
      hint={first ? t("session.firstHint") : undefined}
      footer={first ? undefined : toSignIn}
    >
      {first && (
        <p className="mb-5 flex gap-2.5 rounded-xl bg-tint px-3.5 py-2.5 text-sm">
          <ShieldCheck className="mt-0.5 size-4 shrink-0 text-accent" aria-hidden />
          {t("session.firstRole")}
        </p>
      )}
      <form className="space-y-4" onSubmit={submit}>
        <TextField
          label={t("session.name")}
          name="name"
          autoComplete="name"
          required
          maxLength={100}
          autoFocus
          value={name}
          onChange={setName}
          problem={problem("name")}
        />
        <TextField
          label={t("session.email")}
          type="email"
          name="email"
          autoComplete="username"
          inputMode="email"
          autoCapitalize="none"
          required
          value={email}
          onChange={setEmail}
          problem={problem("email")}
        />
        <NewPasswordField label={t("session.password")} value={password} onChange={setPassword} problem={problem("password")} />
        <FormError error={error} />
        <Button primary type="submit" disabled={busy} className="w-full py-2.5">
          {t(busy ? "session.creating" : "session.createAccount")}
        </Button>
      </form>
      {!first && <Providers providers={options.providers} returnTo={returnPath(search.get("return_to"))} />}
    </SignInFrame>
  );
}
