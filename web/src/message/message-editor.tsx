import { useEffect, useRef, useState, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { asApiError } from "@/api/api-error";
import type { Message } from "@/api/types";
import { describeError } from "@/lib/describe-error";
import { tellFailure } from "@/lib/toast";
import { useChosenModel } from "@/models/use-chosen-model";
import { editMessage } from "@/thread/actions";
import { Button } from "@/ui/button";
import { endEdit, saveEdit } from "./edits";

interface Props {
  message: Message;
  initial: string;
}

// Rewrites an own message; sending makes a branch and leaves the old one where it was.
export function MessageEditor({ message, initial }: Props) {
  const { t } = useTranslation();
  const { model } = useChosenModel();
  const [text, setText] = useState(initial);
  const area = useRef<HTMLTextAreaElement>(null);

  useEffect(() => {
    area.current?.focus();
    area.current?.setSelectionRange(initial.length, initial.length);
  }, [initial.length]);

  const close = () => endEdit(message.id);
  const send = () => {
    if (!text.trim()) return;
    saveEdit(message.id, text);
    editMessage(message, text, model)
      .then(close)
      .catch((error: unknown) => tellFailure(describeError(asApiError(error))));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Escape") close();
    if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) send();
  };
  return (
    <div className="rounded-2xl border border-edge bg-raised p-3" data-role="user">
      <textarea
        ref={area}
        dir="auto"
        aria-label={t("message.editLabel")}
        className="field-sizing-content max-h-[50dvh] min-h-16 w-full resize-none bg-transparent px-1 leading-relaxed outline-none"
        value={text}
        onChange={(event) => setText(event.target.value)}
        onBlur={() => saveEdit(message.id, text)}
        onKeyDown={onKeyDown}
      />
      <div className="mt-2 flex items-center justify-end gap-2">
        <p className="me-auto px-1 text-xs text-muted max-sm:hidden">{t("message.editHint")}</p>
        <Button onClick={close}>{t("common.cancel")}</Button>
        <Button primary disabled={!text.trim()} onClick={send}>
          {t("composer.send")}
        </Button>
      </div>
    </div>
  );
}
