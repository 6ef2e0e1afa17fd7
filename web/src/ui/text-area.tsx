import type { ComponentProps } from "react";
import { cx } from "@/lib/class-names";
import { Field, inputLook, type FieldProps } from "./field";

interface Props extends FieldProps, Omit<ComponentProps<"textarea">, "className" | "value" | "onChange"> {
  value: string;
  onChange: (value: string) => void;
  // For what is often a word or two: begins with one line.
  short?: boolean;
}

// Grows with its text, up to a good part of the window.
export function TextArea({ label, hint, problem, className, short = false, onChange, ...rest }: Props) {
  return (
    <Field {...{ label, hint, problem, className }}>
      {(wiring) => (
        <textarea
          dir="auto"
          {...rest}
          {...wiring}
          rows={short ? 1 : 2}
          className={cx(inputLook, "field-sizing-content max-h-[40dvh] resize-y leading-relaxed", !short && "min-h-16")}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
