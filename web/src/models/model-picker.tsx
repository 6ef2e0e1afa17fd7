import { Check, ChevronDown } from "lucide-react";
import { Popover } from "radix-ui";
import { Suspense } from "react";
import { useTranslation } from "react-i18next";
import { ModelList } from "@/app/later";
import { useUi } from "@/app/ui-store";
import { useThread } from "@/thread/thread-store";
import { pickModel } from "./model-choice";
import { modelName } from "./model-name";
import { useChosenModel } from "./use-chosen-model";

export function ModelPicker() {
  const { t } = useTranslation();
  const { models, routes, model } = useChosenModel();
  const open = useUi((state) => state.modelPicker);
  const conversationId = useThread((state) => state.conversationId);
  const setOpen = (modelPicker: boolean) => useUi.setState({ modelPicker });
  const name = model === "auto" ? t("models.auto") : model && modelName(model, models);

  const choose = (id: string) => {
    pickModel(conversationId, id);
    setOpen(false);
  };
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger
        aria-label={t("models.button", { name: name ?? t("models.default") })}
        className="flex min-h-9 max-w-[60%] items-center gap-1.5 rounded-full px-3 text-sm text-muted hover:bg-hover hover:text-ink data-[state=open]:bg-hover"
      >
        <span className="truncate">{name ?? t("models.default")}</span>
        <ChevronDown className="size-4 shrink-0" aria-hidden />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="start"
          side="top"
          sideOffset={10}
          collisionPadding={12}
          aria-label={t("models.title")}
          className="z-50 w-80 max-w-[calc(100vw-1.5rem)] overflow-hidden rounded-2xl border border-line bg-raised text-ink shadow-float animate-fade"
        >
          <Suspense fallback={<div className="h-24" />}>
            <ModelList models={models} routes={routes} chosen={model} tick={<Check className="size-4 shrink-0 text-accent" />} onChoose={choose} />
          </Suspense>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
