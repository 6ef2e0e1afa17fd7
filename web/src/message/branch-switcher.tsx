import { ChevronLeft, ChevronRight } from "lucide-react";
import { useTranslation } from "react-i18next";
import { asApiError } from "@/api/api-error";
import type { Message } from "@/api/types";
import { announce } from "@/lib/announce";
import { describeError } from "@/lib/describe-error";
import { tellFailure } from "@/lib/toast";
import { showBranchOf } from "@/thread/load";
import { useMayWrite, useThread } from "@/thread/thread-store";
import { IconButton } from "@/ui/icon-button";

// `2 / 3`: the versions of a message, each with everything that followed it.
export function BranchSwitcher({ message }: { message: Message }) {
  const { t } = useTranslation();
  const running = useThread((state) => state.running !== null);
  const mayWrite = useMayWrite();
  const total = message.siblings.length;
  const index = message.siblings.indexOf(message.id);
  // Which version is shown is stored with the conversation, so a reader cannot change it.
  if (total < 2 || index < 0 || !mayWrite) return null;

  const choose = (to: number) => {
    showBranchOf(message.siblings[to]!)
      .then(() => announce(t("branch.position", { number: to + 1, total })))
      .catch((error: unknown) => tellFailure(describeError(asApiError(error))));
  };
  return (
    <span role="group" aria-label={t("branch.label")} className="flex items-center tabular-nums">
      <IconButton small label={t("branch.previous")} disabled={running || index === 0} onClick={() => choose(index - 1)}>
        <ChevronLeft className="rtl:-scale-x-100" />
      </IconButton>
      <span className="px-0.5 text-xs">
        {index + 1} / {total}
      </span>
      <IconButton small label={t("branch.next")} disabled={running || index === total - 1} onClick={() => choose(index + 1)}>
        <ChevronRight className="rtl:-scale-x-100" />
      </IconButton>
    </span>
  );
}
