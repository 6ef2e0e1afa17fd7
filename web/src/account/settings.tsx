import { ChartColumn, KeyRound, MonitorSmartphone, Network, NotebookPen, UserRound } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Navigate, Route, Routes } from "react-router";
import { PromptEditor } from "@/prompts/prompt-editor";
import { PromptsPage } from "@/prompts/prompts-page";
import { ProvidersPage } from "@/providers/providers-page";
import { useSession } from "@/session/session-store";
import { SectionFrame } from "@/ui/section-frame";
import { KeysPage } from "./keys-page";
import { ProfilePage } from "./profile-page";
import { SessionsPage } from "./sessions-page";
import { UsagePage } from "./usage-page";

// What belongs to one's own account. A server without accounts has no administration either:
// it shows the providers here.
export default function Settings() {
  const { t } = useTranslation();
  const anonymous = useSession((state) => state.anonymous);
  const usage = { path: "usage", label: t("account.usage"), icon: <ChartColumn aria-hidden /> };
  const prompts = { path: "prompts", label: t("prompts.title"), icon: <NotebookPen aria-hidden /> };
  const providers = { path: "providers", label: t("providers.title"), icon: <Network aria-hidden /> };
  const own = [
    { path: "profile", label: t("account.profile"), icon: <UserRound aria-hidden /> },
    { path: "sessions", label: t("account.sessions"), icon: <MonitorSmartphone aria-hidden /> },
  ];
  const keys = { path: "keys", label: t("account.keys"), icon: <KeyRound aria-hidden /> };
  return (
    <SectionFrame title={t("account.title")} base="/settings" sections={anonymous ? [keys, prompts, usage, providers] : [...own, keys, prompts, usage]}>
      <Routes>
        {!anonymous && (
          <>
            <Route path="profile" element={<ProfilePage />} />
            <Route path="sessions" element={<SessionsPage />} />
          </>
        )}
        <Route path="keys" element={<KeysPage />} />
        <Route path="prompts" element={<PromptsPage />} />
        <Route path="prompts/:id" element={<PromptEditor />} />
        <Route path="usage" element={<UsagePage />} />
        {anonymous && <Route path="providers" element={<ProvidersPage />} />}
        <Route path="*" element={<Navigate replace to={anonymous ? "/settings/usage" : "/settings/profile"} />} />
      </Routes>
    </SectionFrame>
  );
}
