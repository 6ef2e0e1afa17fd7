import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { toast, Toaster } from "sonner";
import { useToastQueue } from "@/lib/toast";
import { useTheme } from "./theme";

// Long enough to read and to reach for Undo.
const durationMs = 10_000;

export default function Toasts() {
  const { t } = useTranslation();
  const { choice } = useTheme();
  const { waiting } = useToastQueue();

  useEffect(() => {
    if (waiting.length === 0) return;
    for (const { text, danger, action } of waiting)
      (danger ? toast.error : toast)(text, {
        duration: durationMs,
        action: action ? { label: action.label, onClick: action.run } : undefined,
      });
    useToastQueue.setState({ waiting: [] });
  }, [waiting]);

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
