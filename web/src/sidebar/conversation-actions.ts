import { asApiError } from "@/api/api-error";
import { changeConversation, deleteConversation, restoreConversation } from "@/api/conversations";
import type { Conversation } from "@/api/types";
import { t } from "@/i18n/i18n";
import { announce } from "@/lib/announce";
import { describeError } from "@/lib/describe-error";
import { tell, tellFailure } from "@/lib/toast";
import { forgetThread } from "@/thread/load";
import { isCurrent, setThread, thread } from "@/thread/thread-store";
import { changeListed, refreshConversations } from "./use-conversations";

// Changes shown at once and taken back if the server refuses.
export async function change(id: string, part: { title?: string; pinned?: boolean }): Promise<void> {
  const undo = changeListed(id, part);
  try {
    const conversation = await changeConversation(id, part);
    if (isCurrent(id) && thread().conversation) setThread({ conversation });
  } catch (error) {
    undo();
    tellFailure(describeError(asApiError(error)));
  }
  await refreshConversations();
}

// Deletes without asking, since it can be undone.
export async function remove(conversation: Conversation, leave: () => void, back: () => void): Promise<void> {
  const undo = changeListed(conversation.id, null);
  const wasOpen = isCurrent(conversation.id);
  if (wasOpen) leave();
  try {
    await deleteConversation(conversation.id);
  } catch (error) {
    undo();
    tellFailure(describeError(asApiError(error)));
    return;
  }
  forgetThread(conversation.id);
  announce(t("sidebar.deleted", { title: conversation.title }));
  tell(t("sidebar.deleted", { title: conversation.title }), {
    label: t("sidebar.undo"),
    run: () => void restore(conversation.id, wasOpen ? back : () => {}),
  });
}

async function restore(id: string, back: () => void): Promise<void> {
  try {
    await restoreConversation(id);
    await refreshConversations();
    announce(t("sidebar.restored"));
    back();
  } catch (error) {
    tellFailure(describeError(asApiError(error)));
  }
}
