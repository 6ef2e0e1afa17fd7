import { Eye, EyeOff } from "lucide-react";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Field, inputLook } from "./field";

interface Props {
  label: string;
  value: string;
  onChange: (value: string) => void;
  // Tells password managers which one this is.
  autoComplete: "current-password" | "new-password";
  hint?: ReactNode;
  problem?: string | undefined;
  autoFocus?: boolean;
}

export function PasswordField({ label, value, onChange, autoComplete, hint, problem, autoFocus }: Props) {
  const { t } = useTranslation();
  const [shown, setShown] = useState(false);
  const Icon = shown ? EyeOff : Eye;
  return (
    <Field label={label} hint={hint} problem={problem}>
      {(wiring) => (
        <div className="relative">
          <input
            {...wiring}
            type={shown ? "text" : "password"}
            name={autoComplete}
            required
            minLength={autoComplete === "new-password" ? 8 : undefined}
            autoComplete={autoComplete}
            autoFocus={autoFocus}
            autoCapitalize="none"
            spellCheck={false}
            className={`${inputLook} pe-11`}
            value={value}
            onChange={(event) => onChange(event.target.value)}
          />
          <button
            type="button"
            aria-label={t(shown ? "password.hide" : "password.show")}
            className="absolute inset-y-0 end-1 my-auto flex size-8 items-center justify-center rounded-lg text-muted hover:bg-hover hover:text-ink"
            onClick={() => setShown(!shown)}
          >
            <Icon className="size-4" aria-hidden />
          </button>
        </div>
      )}
    </Field>
  );
}
