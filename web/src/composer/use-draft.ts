import { useEffect, useRef, useState } from "react";
import { readDraft, writeDraft } from "./drafts";

const saveAfterMs = 300;

// The composer's text: a draft that is saved shortly after each change, and at once when the page goes away.
export function useDraft(conversationId: string | null) {
  const [text, setText] = useState(() => readDraft(conversationId));
  const unsaved = useRef<string | null>(null);

  useEffect(() => {
    const save = () => {
      if (unsaved.current !== null) writeDraft(conversationId, unsaved.current);
      unsaved.current = null;
    };
    addEventListener("pagehide", save);
    return () => {
      removeEventListener("pagehide", save);
      save();
    };
  }, [conversationId]);

  useEffect(() => {
    const timer = setTimeout(() => {
      if (unsaved.current === text) writeDraft(conversationId, text);
    }, saveAfterMs);
    return () => clearTimeout(timer);
  }, [conversationId, text]);

  const change = (next: string) => {
    unsaved.current = next;
    setText(next);
  };
  // Emptied by a send: forgotten at once, so that a reload does not bring a sent message back.
  const clear = () => {
    unsaved.current = null;
    writeDraft(conversationId, "");
    setText("");
  };
  return { text, change, clear };
}
