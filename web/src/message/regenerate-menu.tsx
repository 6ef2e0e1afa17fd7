import { RotateCcw } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import { useTranslation } from "react-i18next";
import type { Message } from "@/api/types";
import { modelName } from "@/models/model-name";
import { useChosenModel } from "@/models/use-chosen-model";
import { useAnswerAgain } from "@/thread/use-answer-again";
import { useThread } from "@/thread/thread-store";
import { IconButton } from "@/ui/icon-button";
import { MenuContent, MenuItem, MenuLabel } from "@/ui/menu";

// Another answer, from the same model or another one.
export function RegenerateMenu({ message }: { message: Message }) {
  const { t } = useTranslation();
  const running = useThread((state) => state.running !== null);
  const { models, model } = useChosenModel();
  const { regenerate } = useAnswerAgain();
  const others = models.filter((each) => each.id !== model);
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>
        <IconButton small label={t("message.regenerate")} disabled={running}>
          <RotateCcw />
        </IconButton>
      </DropdownMenu.Trigger>
      <MenuContent>
        <MenuItem onSelect={() => regenerate(message)}>{t("message.tryAgain")}</MenuItem>
        {others.length > 0 && <MenuLabel>{t("message.otherModel")}</MenuLabel>}
        {others.map((each) => (
          <MenuItem key={each.id} onSelect={() => regenerate(message, each.id)}>
            {modelName(each.id, models)}
          </MenuItem>
        ))}
      </MenuContent>
    </DropdownMenu.Root>
  );
}
