import { Command } from "cmdk";
import { MessageSquare, Search, SquarePen, TextSearch } from "lucide-react";
import { Dialog } from "radix-ui";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { useUi } from "@/app/ui-store";
import { useReturnFocus } from "@/ui/use-return-focus";
import { Snippet } from "./snippet";
import { useSearch } from "./use-search";

const item = "flex cursor-pointer items-center gap-3 rounded-xl px-3 py-2.5 text-sm data-[selected=true]:bg-hover [&>svg]:size-4 [&>svg]:shrink-0 [&>svg]:text-muted";
const group = "[&_[cmdk-group-heading]]:px-3 [&_[cmdk-group-heading]]:pt-3 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-muted";

// Finds conversations by title and messages by their words.
export default function Palette() {
  const { t } = useTranslation();
  const open = useUi((state) => state.palette);
  const returnFocus = useReturnFocus();
  const setOpen = (palette: boolean) => useUi.setState({ palette });
  return (
    <Dialog.Root open={open} onOpenChange={setOpen}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-black/40 animate-fade" />
        <Dialog.Content
          aria-describedby={undefined}
          {...returnFocus}
          className="fixed inset-x-0 top-[max(1rem,10dvh)] z-50 mx-auto w-[min(40rem,calc(100vw-1.5rem))] overflow-hidden rounded-2xl border border-line bg-raised text-ink shadow-float animate-rise"
        >
          <Dialog.Title className="sr-only">{t("palette.title")}</Dialog.Title>
          <PaletteBody onClose={() => setOpen(false)} />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function PaletteBody({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [text, setText] = useState("");
  const { conversations, messages, searching } = useSearch(text);
  // The results change under the choice: what is gone gives way to the first line.
  const [chosen, setChosen] = useState("");
  const offered = [...(text.trim() ? [] : ["new"]), ...conversations.map(({ id }) => id), ...messages.map((each) => each.message_id)];
  const selected = offered.includes(chosen) ? chosen : (offered[0] ?? "");
  const go = (to: string) => {
    onClose();
    void navigate(to);
  };
  const nothing = text.trim() !== "" && !searching && conversations.length === 0 && messages.length === 0;
  return (
    <Command label={t("palette.title")} shouldFilter={false} loop value={selected} onValueChange={setChosen}>
      <div className="flex items-center gap-3 border-b border-line px-5">
        <Search className="size-4 shrink-0 text-muted" aria-hidden />
        <Command.Input
          autoFocus
          value={text}
          onValueChange={setText}
          placeholder={t("palette.placeholder")}
          className="w-full bg-transparent py-4 text-base outline-none placeholder:text-muted"
        />
      </div>
      <Command.List className="max-h-[min(28rem,60dvh)] overflow-y-auto p-2" tabIndex={-1}>
        {nothing && <p className="p-6 text-center text-sm text-muted">{t("palette.nothing", { text })}</p>}
        {text.trim() === "" && (
          <Command.Item value="new" className={item} onSelect={() => go("/")}>
            <SquarePen aria-hidden />
            {t("sidebar.newChat")}
          </Command.Item>
        )}
        {conversations.length > 0 && (
          <Command.Group heading={text.trim() ? t("palette.conversations") : t("palette.recent")} className={group}>
            {conversations.map((each) => (
              <Command.Item key={each.id} value={each.id} className={item} onSelect={() => go(`/c/${each.id}`)}>
                <MessageSquare aria-hidden />
                <span className="truncate" dir="auto">
                  {each.title || t("sidebar.untitled")}
                </span>
              </Command.Item>
            ))}
          </Command.Group>
        )}
        {messages.length > 0 && (
          <Command.Group heading={t("palette.messages")} className={group}>
            {messages.map((result) => (
              <Command.Item
                key={result.message_id}
                value={result.message_id}
                className={item}
                onSelect={() => go(`/c/${result.conversation_id}?m=${result.message_id}`)}
              >
                <TextSearch aria-hidden />
                <span className="min-w-0">
                  <Snippet text={result.snippet} />
                  <span className="block truncate text-xs text-muted">{result.title || t("sidebar.untitled")}</span>
                </span>
              </Command.Item>
            ))}
          </Command.Group>
        )}
      </Command.List>
    </Command>
  );
}
