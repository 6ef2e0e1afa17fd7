import { useTranslation } from "react-i18next";

// Shown until the first token; `status` says what the server is doing meanwhile.
export function TypingIndicator({ status }: { status: string | null }) {
  const { t } = useTranslation();
  return (
    <div className="flex h-7 items-center gap-3 text-sm text-muted">
      <span className="flex gap-1" role="img" aria-label={t("message.typing")}>
        {[0, 1, 2].map((dot) => (
          <span
            key={dot}
            className="size-1.5 rounded-full bg-accent animate-breathe"
            style={{ animationDelay: `${dot * 0.15}s` }}
          />
        ))}
      </span>
      {status && <span className="animate-fade">{status}</span>}
    </div>
  );
}
