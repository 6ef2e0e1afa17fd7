import { PanelLeft, Search, SquarePen } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { keysText } from "@/app/shortcuts";
import { toggleSidebar, useUi } from "@/app/ui-store";
import { IconButton } from "@/ui/icon-button";
import { Logo } from "@/ui/logo";
import { ConversationList } from "./conversation-list";
import { SettingsMenu } from "./settings-menu";

const entry =
  "flex w-full items-center gap-3 rounded-xl px-3 py-2 text-sm font-medium hover:bg-hover [&>svg]:size-4 [&>svg]:text-muted";

export function Sidebar({ onLeave }: { onLeave?: () => void }) {
  const { t } = useTranslation();
  return (
    <div className="flex h-full flex-col bg-sunken pt-[env(safe-area-inset-top)] ps-[env(safe-area-inset-left)]">
      <div className="flex items-center justify-between px-3 pt-3 pb-2">
        <Link to="/" onClick={onLeave} className="flex items-center gap-2.5 rounded-lg px-2 py-1 text-[1.05rem] font-semibold tracking-tight">
          <Logo className="size-6" />
          Parlance
        </Link>
        <IconButton label={t("sidebar.close")} keys={keysText("sidebar")} onClick={toggleSidebar}>
          <PanelLeft className="rtl:-scale-x-100" />
        </IconButton>
      </div>
      <div className="px-3 pb-2">
        <Link to="/" onClick={onLeave} className={entry}>
          <SquarePen aria-hidden />
          <span className="me-auto">{t("sidebar.newChat")}</span>
        </Link>
        <button type="button" className={entry} onClick={() => useUi.setState({ palette: true, drawer: false })}>
          <Search aria-hidden />
          <span className="me-auto">{t("sidebar.search")}</span>
          <kbd className="font-sans text-xs font-normal text-muted max-md:hidden">{keysText("search")}</kbd>
        </button>
      </div>
      <ConversationList onLeave={onLeave} />
      <SettingsMenu />
    </div>
  );
}
