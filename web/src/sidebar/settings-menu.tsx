import { useQuery } from "@tanstack/react-query";
import { BookOpen, Check, Keyboard, KeyRound, LogOut, Monitor, Moon, Network, NotebookPen, Settings2, Shield, Sun, UserRound } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { getHealth } from "@/api/service";
import { keysText } from "@/app/shortcuts";
import { chooseTheme, useTheme, type ThemeChoice } from "@/app/theme";
import { useUi } from "@/app/ui-store";
import { signOutOrTell } from "@/session/sign-out";
import { seesAdministration, useSession } from "@/session/session-store";
import { Initials } from "@/ui/initials";
import { MenuContent, MenuItem, menuItemLook, MenuLabel, MenuSeparator } from "@/ui/menu";

const themes: { choice: ThemeChoice; icon: typeof Sun }[] = [
  { choice: "light", icon: Sun },
  { choice: "dark", icon: Moon },
  { choice: "system", icon: Monitor },
];

export function SettingsMenu() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { choice } = useTheme();
  const { data: health } = useQuery({ queryKey: ["health"], queryFn: getHealth, staleTime: 60_000 });
  const { user, anonymous } = useSession();
  const administration = useSession(seesAdministration);
  const known = user && !anonymous ? user : null;
  return (
    <div className="border-t border-line p-3 pb-[max(0.75rem,env(safe-area-inset-bottom))]">
      <DropdownMenu.Root modal={false}>
        <DropdownMenu.Trigger className="flex w-full items-center gap-3 rounded-xl px-3 py-2 text-sm font-medium hover:bg-hover data-[state=open]:bg-hover">
          {known ? (
            <>
              <Initials name={known.name || (known.email ?? "")} className="-mx-1 -my-1 size-7" />
              <span className="me-auto min-w-0 truncate" dir="auto">
                {known.name || known.email}
              </span>
              <span className="sr-only">{t("settings.title")}</span>
              <Settings2 className="size-4 shrink-0 text-muted" aria-hidden />
            </>
          ) : (
            <>
              <Settings2 className="size-4 text-muted" aria-hidden />
              <span className="me-auto">{t("settings.title")}</span>
              {health && <span className="text-xs font-normal text-muted">{health.version}</span>}
            </>
          )}
        </DropdownMenu.Trigger>
        <MenuContent side="top" className="w-64">
          {known && (
            <>
              <MenuItem icon={<UserRound />} onSelect={() => void navigate("/settings")}>
                {t("account.title")}
              </MenuItem>
              {administration && (
                <MenuItem icon={<Shield />} onSelect={() => void navigate("/admin")}>
                  {t("admin.title")}
                </MenuItem>
              )}
              <MenuSeparator />
            </>
          )}
          <MenuLabel>{t("settings.theme")}</MenuLabel>
          <DropdownMenu.RadioGroup value={choice} onValueChange={(value) => chooseTheme(value as ThemeChoice)}>
            {themes.map(({ choice: value, icon: Icon }) => (
              <DropdownMenu.RadioItem key={value} value={value} className={menuItemLook}>
                <Icon />
                <span className="me-auto">{t(`settings.${value}`)}</span>
                <DropdownMenu.ItemIndicator>
                  <Check className="size-4 text-accent" />
                </DropdownMenu.ItemIndicator>
              </DropdownMenu.RadioItem>
            ))}
          </DropdownMenu.RadioGroup>
          <MenuSeparator />
          <MenuItem icon={<NotebookPen />} onSelect={() => void navigate("/settings/prompts")}>
            {t("prompts.title")}
          </MenuItem>
          {!known && (
            <>
              <MenuItem icon={<KeyRound />} onSelect={() => void navigate("/settings/keys")}>
                {t("account.keys")}
              </MenuItem>
              <MenuItem icon={<Network />} onSelect={() => void navigate("/settings/providers")}>
                {t("providers.title")}
              </MenuItem>
            </>
          )}
          <MenuItem icon={<Keyboard />} keys={keysText("shortcuts")} onSelect={() => useUi.setState({ shortcuts: true })}>
            {t("settings.shortcuts")}
          </MenuItem>
          <MenuItem icon={<BookOpen />} onSelect={() => void navigate("/docs")}>
            {t("settings.docs")}
          </MenuItem>
          {known && (
            <>
              <MenuSeparator />
              <MenuItem icon={<LogOut />} onSelect={() => void signOutOrTell()}>
                {t("session.signOut")}
              </MenuItem>
            </>
          )}
        </MenuContent>
      </DropdownMenu.Root>
    </div>
  );
}
