import { useTranslation } from "react-i18next";
import { DialogFrame } from "@/ui/dialog-frame";
import { KeyCaps } from "@/ui/key-caps";
import { composerKeys, shortcuts } from "./shortcuts";
import { useUi } from "./ui-store";

export default function ShortcutSheet() {
  const { t } = useTranslation();
  const open = useUi((state) => state.shortcuts);
  const rows = [
    ...shortcuts.map(({ action, keys }) => ({ text: t(`shortcuts.${action}`), keys })),
    ...composerKeys.map(({ name, keys }) => ({ text: t(`shortcuts.${name}`), keys })),
  ];
  return (
    <DialogFrame open={open} title={t("shortcuts.title")} onOpenChange={(shortcuts) => useUi.setState({ shortcuts })}>
      <dl className="grid gap-x-8 sm:grid-cols-2">
        {rows.map(({ text, keys }) => (
          <div key={keys} className="flex items-center justify-between gap-4 border-b border-line py-2 text-sm">
            <dt>{text}</dt>
            <dd>
              <KeyCaps keys={keys} />
            </dd>
          </div>
        ))}
      </dl>
    </DialogFrame>
  );
}
