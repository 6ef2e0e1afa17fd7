import { useTranslation } from "react-i18next";
import { Toaster } from "sonner";
import { useTheme } from "./theme";

export function Toasts() {
  const { t } = useTranslation();
  const { choice } = useTheme();
  return (
    <Toaster
      theme={choice}
      position="bottom-center"
      containerAriaLabel={t("app.notifications")}
      offset={{ bottom: "8.5rem" }}
      mobileOffset={{ bottom: "8.5rem" }}
      toastOptions={{
        style: {
          background: "var(--raised)",
          color: "var(--ink)",
          borderColor: "var(--line)",
          borderRadius: "1rem",
          fontFamily: "var(--font-sans)",
        },
        actionButtonStyle: { background: "var(--accent)", color: "var(--on-accent)", borderRadius: "0.6rem" },
      }}
    />
  );
}
