import { memo, useState } from "react";
import { useTranslation } from "react-i18next";
import { NavLink } from "react-router";
import type { Conversation } from "@/api/types";
import { cx } from "@/lib/class-names";
import { ConversationMenu } from "./conversation-menu";
import { change } from "./conversation-actions";
import { TitleEditor } from "./title-editor";

interface Props {
  conversation: Conversation;
  onLeave: (() => void) | undefined;
}

export const ConversationItem = memo(function ConversationItem({ conversation, onLeave }: Props) {
  const { t } = useTranslation();
  const [renaming, setRenaming] = useState(false);
  const own = (conversation.may ?? "own") === "own";
  const title = conversation.title || t("sidebar.untitled");

  if (renaming)
    return (
      <li>
        <TitleEditor
          title={conversation.title}
          onDone={(next) => {
            setRenaming(false);
            if (next) void change(conversation.id, { title: next });
          }}
        />
      </li>
    );
  return (
    <li className="group/item relative">
      <NavLink
        to={`/c/${conversation.id}`}
        onClick={onLeave}
        onDoubleClick={() => own && setRenaming(true)}
        onKeyDown={(event) => own && event.key === "F2" && setRenaming(true)}
        title={title}
        className={({ isActive }) =>
          cx(
            "flex items-center gap-2 rounded-xl py-2 ps-3 pe-3 text-sm",
            own && "group-focus-within/item:pe-9 group-hover/item:pe-9 touch:pe-9",
            isActive ? "bg-hover font-medium" : "hover:bg-hover/60",
          )
        }
      >
        <span className="truncate" dir="auto">
          {title}
        </span>
        {!own && conversation.owner && (
          <span className="ms-auto max-w-24 shrink-0 truncate text-xs text-muted" dir="auto">
            {conversation.owner.name}
          </span>
        )}
        {conversation.active_turn_id && (
          <span role="img" aria-label={t("sidebar.answering")} className="size-1.5 shrink-0 rounded-full bg-accent animate-breathe" />
        )}
      </NavLink>
      {own && <ConversationMenu conversation={conversation} onRename={() => setRenaming(true)} />}
    </li>
  );
});
