import { useRef, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { asApiError } from "@/api/api-error";
import { queryClient } from "@/app/query-client";
import { announce } from "@/lib/announce";
import { describeError } from "@/lib/describe-error";
import { tellFailure } from "@/lib/toast";
import { waitAsTold, useWaiting } from "@/limits/wait-store";
import { ModelPicker } from "@/models/model-picker";
import { useChosenModel } from "@/models/use-chosen-model";
import { sendMessage, stopTurn } from "@/thread/actions";
import { thread, useThread } from "@/thread/thread-store";
import { writeDraft } from "./drafts";
import { choosePrompt, useChosenPrompt } from "./prompt-choice";
import { PromptPicker } from "./prompt-picker";
import { SendButton } from "./send-button";
import { useComposerFocus } from "./use-composer-focus";
import { useDraft } from "./use-draft";
import { WaitNotice } from "./wait-notice";

const lengthMax = 100_000;

// Where one writes. Its text lives here and in the draft, never in the thread: a key press draws nothing else.
export function Composer({ conversationId }: { conversationId: string | null }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { model } = useChosenModel();
  const prompt = useChosenPrompt(conversationId);
  const { text, change, clear } = useDraft(conversationId);
  const running = useThread((state) => state.running !== null);
  const area = useRef<HTMLTextAreaElement>(null);
  useComposerFocus(area, conversationId);

  const tooLong = text.length > lengthMax;
  const waiting = useWaiting();
  const canSend = text.trim() !== "" && !tooLong && !running && !waiting;

  const send = async () => {
    if (!canSend) return;
    clear();
    announce(t("status.sending"));
    try {
      const id = await sendMessage(text, model, prompt && { id: prompt.id, variables: prompt.variables });
      choosePrompt(conversationId, null);
      void queryClient.invalidateQueries({ queryKey: ["conversations"] });
      if (conversationId === null && thread().conversationId === id) {
        // What was typed meanwhile goes along to the conversation's own address.
        writeDraft(id, area.current?.value ?? "");
        clear();
        void navigate(`/c/${id}`, { replace: true });
      }
    } catch (error) {
      const since = area.current?.value;
      const restored = since ? `${text}\n\n${since}` : text;
      change(restored);
      writeDraft(conversationId, restored);
      waitAsTold(asApiError(error));
      tellFailure(describeError(asApiError(error)));
      announce(t("status.sendFailed"));
    }
  };
  const stop = () => {
    stopTurn().catch((error: unknown) => tellFailure(describeError(asApiError(error))));
  };

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    // While an input method composes, Enter and the arrows belong to it.
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    if (event.key === "Enter" && !event.shiftKey && !usesTouch()) {
      event.preventDefault();
      void send();
    } else if (event.key === "Escape" && running) {
      event.preventDefault();
      stop();
    } else if (event.key === "ArrowUp" && text === "") {
      const last = thread().rows.findLast((row) => row.message.role === "user");
      if (!last) return;
      event.preventDefault();
      change(last.message.content);
    }
  };

  return (
    <form
      className="mx-auto w-full max-w-[46rem] px-3 pb-[max(0.75rem,env(safe-area-inset-bottom))] sm:px-6"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <div className="rounded-3xl border border-edge/60 bg-raised shadow-float transition-colors focus-within:border-accent">
        <textarea
          ref={area}
          id="composer"
          dir="auto"
          rows={1}
          aria-label={t("composer.label")}
          placeholder={t("composer.placeholder")}
          className="field-sizing-content block max-h-[40dvh] min-h-12 w-full resize-none bg-transparent px-5 pt-3.5 pb-1 text-base leading-relaxed outline-none placeholder:text-muted"
          value={text}
          onChange={(event) => change(event.target.value)}
          onKeyDown={onKeyDown}
        />
        <div className="flex items-center gap-2 p-2">
          <ModelPicker />
          <PromptPicker conversationId={conversationId} />
          {tooLong && <p className="text-xs text-danger">{t("composer.tooLong", { count: text.length - lengthMax })}</p>}
          {waiting && <WaitNotice {...waiting} />}
          <SendButton running={running} disabled={!canSend} onStop={stop} />
        </div>
      </div>
    </form>
  );
}

// On a touch keyboard Enter is the only way to a new line.
const usesTouch = () => matchMedia("(hover: none) and (pointer: coarse)").matches;
