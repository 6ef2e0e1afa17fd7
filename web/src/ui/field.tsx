import { useId, type ComponentProps, type ReactNode } from "react";
import { cx } from "@/lib/class-names";

export const inputLook =
  "block w-full rounded-xl border border-edge bg-raised px-3 py-2 text-sm text-ink placeholder:text-muted disabled:opacity-60 aria-invalid:border-danger";

export interface FieldProps {
  label: string;
  hint?: ReactNode;
  // What is wrong with the value, in the server's words.
  problem?: string | undefined;
  className?: string;
}

interface Wiring {
  id: string;
  "aria-describedby": string | undefined;
  "aria-invalid": true | undefined;
}

// A labelled control with its hint and its problem tied to it.
export function Field({ label, hint, problem, className, children }: FieldProps & { children: (wiring: Wiring) => ReactNode }) {
  const id = useId();
  const note = problem ?? hint;
  return (
    <div className={cx("min-w-0", className)}>
      <label htmlFor={id} className="mb-1.5 block text-sm font-medium">
        {label}
      </label>
      {children({
        id,
        "aria-describedby": note ? `${id}-note` : undefined,
        "aria-invalid": problem ? true : undefined,
      })}
      {note && (
        <p id={`${id}-note`} className={cx("mt-1.5 text-xs", problem ? "text-danger" : "text-muted")}>
          {note}
        </p>
      )}
    </div>
  );
}

interface TextProps extends FieldProps, Omit<ComponentProps<"input">, "className" | "value" | "onChange"> {
  value: string;
  onChange: (value: string) => void;
}

export function TextField({ label, hint, problem, className, onChange, ...rest }: TextProps) {
  return (
    <Field {...{ label, hint, problem, className }}>
      {(wiring) => (
        <input
          type="text"
          dir="auto"
          {...rest}
          {...wiring}
          className={inputLook}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

interface SelectProps<Value extends string> extends FieldProps {
  value: Value;
  options: readonly { value: Value; label: string }[];
  onChange: (value: Value) => void;
  disabled?: boolean;
}

export function SelectField<Value extends string>({
  label, hint, problem, className, value, options, onChange, disabled,
}: SelectProps<Value>) {
  return (
    <Field {...{ label, hint, problem, className }}>
      {(wiring) => (
        <Select {...wiring} value={value} disabled={disabled} options={options} onChange={onChange} />
      )}
    </Field>
  );
}

interface BareSelectProps<Value extends string> extends Omit<ComponentProps<"select">, "value" | "onChange"> {
  value: Value;
  options: readonly { value: Value; label: string }[];
  onChange: (value: Value) => void;
}

// The browser's own list: every keyboard and every phone knows it.
export function Select<Value extends string>({ options, value, onChange, className, ...rest }: BareSelectProps<Value>) {
  return (
    <select
      {...rest}
      className={cx(inputLook, "pe-8", className)}
      value={value}
      onChange={(event) => onChange(event.target.value as Value)}
    >
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  );
}

interface CheckProps {
  label: string;
  hint?: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
}

export function Checkbox({ label, hint, checked, onChange }: CheckProps) {
  return (
    <label className="flex cursor-pointer items-start gap-2.5 text-sm">
      <input
        type="checkbox"
        className="mt-0.5 size-4 shrink-0 accent-(--accent)"
        checked={checked}
        onChange={(event) => onChange(event.target.checked)}
      />
      <span>
        {label}
        {hint && <span className="block text-xs text-muted">{hint}</span>}
      </span>
    </label>
  );
}
