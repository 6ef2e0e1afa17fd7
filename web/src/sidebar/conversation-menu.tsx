import { Ellipsis, Pencil, Pin, PinOff, Share2, Trash2 } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import type { Conversation } from "@/api/types";
import { useUi } from "@/app/ui-store";
import { cx } from "@/lib/class-names";
import { useSession } from "@/session/session-store";
import { MenuContent, MenuItem, MenuSeparator } from "@/ui/menu";
import { change, remove } from "./conversation-actions";

interface Props {
  conversation: Conversation;
  onRename: () => void;
}

export function ConversationMenu({ conversation, onRename }: Props) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const several = useSession(({ anonymous }) => !anonymous);
  const renaming = useRef(false);
  const { id, pinned } = conversation;
  const title = conversation.title || t("sidebar.untitled");
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger
        aria-label={t("sidebar.menu", { title })}
        className={cx(
          "absolute inset-y-0 end-1 my-auto flex size-7 items-center justify-center rounded-lg text-muted hover:bg-line hover:text-ink",
          "opacity-0 group-focus-within/item:opacity-100 group-hover/item:opacity-100 data-[state=open]:opacity-100 touch:opacity-100",
        )}
      >
        {pinned ? <Pin className="size-4" aria-hidden /> : <Ellipsis className="size-4" aria-hidden />}
      </DropdownMenu.Trigger>
      <MenuContent
        onCloseAutoFocus={(event) => {
          if (!renaming.current) return;
          // The field takes the focus; the menu must not give it back to its button.
          event.preventDefault();
          renaming.current = false;
          onRename();
        }}
      >
        <MenuItem icon={<Pencil />} keys="F2" onSelect={() => (renaming.current = true)}>
          {t("sidebar.rename")}
        </MenuItem>
        <MenuItem icon={pinned ? <PinOff /> : <Pin />} onSelect={() => void change(id, { pinned: !pinned })}>
          {pinned ? t("sidebar.unpin") : t("sidebar.pin")}
        </MenuItem>
        {several && (
          <MenuItem icon={<Share2 />} onSelect={() => useUi.setState({ sharing: conversation, drawer: false })}>
            {t("sharing.share")}
          </MenuItem>
        )}
        <MenuSeparator />
        <MenuItem
          danger
          icon={<Trash2 />}
          onSelect={() => void remove({ ...conversation, title }, () => void navigate("/"), () => void navigate(`/c/${id}`))}
        >
          {t("sidebar.delete")}
        </MenuItem>
      </MenuContent>
    </DropdownMenu.Root>
  );
}
