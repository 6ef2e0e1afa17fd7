import { useEffect, useRef, useState, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";

interface Props {
  title: string;
  // The new title, or null when nothing is to change.
  onDone: (title: string | null) => void;
}

// Renames in place: Enter or leaving saves, Escape does not.
export function TitleEditor({ title, onDone }: Props) {
  const { t } = useTranslation();
  const [text, setText] = useState(title);
  const input = useRef<HTMLInputElement>(null);
  const done = useRef(false);

  useEffect(() => {
    input.current?.focus();
    input.current?.select();
  }, []);

  const finish = (save: boolean) => {
    if (done.current) return;
    done.current = true;
    const next = text.trim();
    onDone(save && next && next !== title ? next : null);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Enter") finish(true);
    if (event.key === "Escape") finish(false);
    event.stopPropagation();
  };
  return (
    <input
      ref={input}
      dir="auto"
      maxLength={200}
      aria-label={t("sidebar.renameLabel")}
      className="my-px w-full rounded-xl border border-accent bg-raised px-[0.6875rem] py-[0.4375rem] text-sm outline-none"
      value={text}
      onChange={(event) => setText(event.target.value)}
      onKeyDown={onKeyDown}
      onBlur={() => finish(true)}
    />
  );
}
