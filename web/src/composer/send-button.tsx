import { ArrowUp, Square } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useEffect, useRef } from "react";
import { cx } from "@/lib/class-names";

interface Props {
  running: boolean;
  disabled: boolean;
  onStop: () => void;
}

// Send and Stop are one element in one place, so the focus stays where it was when one becomes the other.
export function SendButton({ running, disabled, onStop }: Props) {
  const { t } = useTranslation();
  const button = useRef<HTMLButtonElement>(null);
  const label = running ? t("composer.stop") : t("composer.send");

  // A stop by the button leaves it disabled, and a disabled button cannot hold the focus.
  useEffect(() => {
    if (!running && document.activeElement === button.current) document.getElementById("composer")?.focus();
  }, [running]);

  return (
    <button
      ref={button}
      type={running ? "button" : "submit"}
      aria-label={label}
      title={label}
      disabled={!running && disabled}
      onClick={running ? onStop : undefined}
      className={cx(
        "ms-auto inline-flex size-9 shrink-0 items-center justify-center rounded-full transition-colors",
        "bg-accent text-on-accent hover:bg-accent/90 disabled:bg-hover disabled:text-muted",
      )}
    >
      {running ? <Square className="size-3.5 fill-current" aria-hidden /> : <ArrowUp className="size-5" aria-hidden />}
    </button>
  );
}
