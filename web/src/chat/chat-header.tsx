import { PanelLeft, Share2, SquarePen, Users } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { keysText } from "@/app/shortcuts";
import { toggleSidebar, useUi } from "@/app/ui-store";
import { cx } from "@/lib/class-names";
import { useSession } from "@/session/session-store";
import { useThread } from "@/thread/thread-store";
import { IconButton } from "@/ui/icon-button";

export function ChatHeader() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const sidebar = useUi((state) => state.sidebar);
  const conversation = useThread((state) => state.conversation);
  const title = conversation?.title ?? "";
  const shares = useSession(({ anonymous }) => !anonymous) && conversation !== null && (conversation.may ?? "own") === "own";
  const onlyNarrow = sidebar && "md:hidden";
  return (
    <header className="flex h-14 shrink-0 max-sm:-order-2 items-center gap-1 px-3 pt-[env(safe-area-inset-top)]">
      <IconButton label={t("sidebar.open")} keys={keysText("sidebar")} className={cx(onlyNarrow)} onClick={toggleSidebar}>
        <PanelLeft className="rtl:-scale-x-100" />
      </IconButton>
      <h1 className="min-w-0 flex-1 truncate px-2 text-sm font-medium" dir="auto">
        {title || <span className="sr-only">{t("app.newChat")}</span>}
      </h1>
      {conversation?.owner && conversation.may !== "own" && (
        <span className="flex max-w-40 min-w-0 items-center gap-1.5 rounded-full bg-tint px-2.5 py-1 text-xs text-accent">
          <Users className="size-3.5 shrink-0" aria-hidden />
          <span className="truncate" dir="auto">
            {t("sharing.sharedBy", { owner: conversation.owner.name })}
          </span>
        </span>
      )}
      {shares && (
        <IconButton label={t("sharing.share")} onClick={() => useUi.setState({ sharing: conversation })}>
          <Share2 />
        </IconButton>
      )}
      <IconButton
        label={t("sidebar.newChat")}
        keys={keysText("newChat")}
        className={cx(onlyNarrow)}
        onClick={() => void navigate("/")}
      >
        <SquarePen />
      </IconButton>
    </header>
  );
}
