import { NotebookPen, X } from "lucide-react";
import { Popover } from "radix-ui";
import { Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { PromptChooser } from "@/app/later";
import { IconButton } from "@/ui/icon-button";
import { choosePrompt, useChosenPrompt } from "./prompt-choice";

// Chooses a template for the next message, and shows the one that was chosen.
export function PromptPicker({ conversationId }: { conversationId: string | null }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const chosen = useChosenPrompt(conversationId);
  return (
    <div className="flex min-w-0 items-center">
      <Popover.Root open={open} onOpenChange={setOpen}>
        <Popover.Trigger
          aria-label={chosen ? t("prompts.chosen", { name: chosen.name }) : t("prompts.choose")}
          title={chosen ? undefined : t("prompts.choose")}
          className="flex min-h-9 min-w-9 items-center justify-center gap-1.5 rounded-full px-2.5 text-sm text-muted hover:bg-hover hover:text-ink data-[state=open]:bg-hover"
        >
          <NotebookPen className="size-4 shrink-0" aria-hidden />
          {chosen && (
            <span className="max-w-32 truncate text-ink" dir="auto">
              {chosen.name}
            </span>
          )}
        </Popover.Trigger>
        <Popover.Portal>
          <Popover.Content
            align="start"
            side="top"
            sideOffset={10}
            collisionPadding={12}
            aria-label={t("prompts.choose")}
            className="z-50 max-h-[min(32rem,var(--radix-popover-content-available-height))] w-96 max-w-[calc(100vw-1.5rem)] overflow-y-auto rounded-2xl border border-line bg-raised text-ink shadow-float animate-fade"
          >
            <Suspense fallback={<div className="h-24" />}>
              <PromptChooser
                conversationId={conversationId}
                onChoose={(prompt) => {
                  choosePrompt(conversationId, prompt);
                  setOpen(false);
                }}
              />
            </Suspense>
          </Popover.Content>
        </Popover.Portal>
      </Popover.Root>
      {chosen && (
        <IconButton small label={t("prompts.unchoose", { name: chosen.name })} onClick={() => choosePrompt(conversationId, null)}>
          <X />
        </IconButton>
      )}
    </div>
  );
}
