import { useTranslation } from "react-i18next";
import { cx } from "@/lib/class-names";
import { PasswordField } from "@/ui/password-field";
import { passwordStrength, type Strength } from "./password-strength";

interface Props {
  label: string;
  value: string;
  onChange: (value: string) => void;
  problem?: string | undefined;
}

const steps: Record<Strength, number> = { short: 0, weak: 1, fair: 2, good: 3, strong: 4 };

// A password to be chosen, with a hint at how good it is. Only the server refuses one.
export function NewPasswordField({ label, value, onChange, problem }: Props) {
  const { t } = useTranslation();
  const strength = passwordStrength(value);
  const reached = steps[strength];
  return (
    <div>
      <PasswordField
        label={label}
        autoComplete="new-password"
        value={value}
        onChange={onChange}
        problem={problem}
        hint={value ? t(`password.${strength}`) : t("password.hint")}
      />
      <div className="mt-2 flex gap-1" aria-hidden>
        {[1, 2, 3, 4].map((step) => (
          <span
            key={step}
            className={cx(
              "h-1 flex-1 rounded-full transition-colors",
              step > reached ? "bg-hover" : reached === 1 ? "bg-danger" : reached === 2 ? "bg-warn" : "bg-accent",
            )}
          />
        ))}
      </div>
    </div>
  );
}
