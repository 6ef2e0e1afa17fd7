import { useNavigate } from "react-router";
import { useTranslation } from "react-i18next";
import { announce } from "@/lib/announce";
import { copy } from "@/lib/clipboard";
import { remove } from "@/sidebar/conversation-actions";
import { thread } from "@/thread/thread-store";
import { nextTheme } from "./theme";
import { toggleSidebar, useUi } from "./ui-store";
import { useShortcuts } from "./use-shortcuts";

// One thing floats above the page at a time.
const closed = { palette: false, shortcuts: false, modelPicker: false, drawer: false };

// What the keys do.
export function useAppShortcuts(): void {
  const navigate = useNavigate();
  const { t } = useTranslation();
  const copyAndTell = async (text: string | undefined) => {
    if (text) announce((await copy(text)) ? t("copy.done") : t("copy.failed"));
  };
  const lastAnswer = () => thread().rows.findLast((row) => row.message.role === "assistant")?.message.content;
  const lastCode = () => [...document.querySelectorAll<HTMLElement>("#thread [data-code]")].at(-1)?.dataset.code;
  const focusInput = () => document.getElementById("composer")?.focus();

  useShortcuts({
    newChat: () => {
      void navigate("/");
      focusInput();
    },
    search: () => useUi.setState(({ palette }) => ({ ...closed, palette: !palette })),
    sidebar: toggleSidebar,
    model: () => useUi.setState(({ modelPicker }) => ({ ...closed, modelPicker: !modelPicker })),
    focusInput,
    copyAnswer: () => void copyAndTell(lastAnswer()),
    copyCode: () => void copyAndTell(lastCode()),
    deleteChat: () => {
      const { conversation } = thread();
      if (conversation) void remove(conversation, () => void navigate("/"), () => void navigate(`/c/${conversation.id}`));
    },
    settings: () => void navigate("/settings"),
    theme: () => announce(t("settings.themeNow", { theme: t(`settings.${nextTheme()}`) })),
    shortcuts: () => useUi.setState(({ shortcuts }) => ({ ...closed, shortcuts: !shortcuts })),
  });
}
