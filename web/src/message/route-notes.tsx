import { CornerDownRight, RefreshCw, Sparkles } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { RouteStep } from "@/live/route";

const icons = { chosen: Sparkles, asked: CornerDownRight, continued: RefreshCw, restarted: RefreshCw };

// How the answer came about, as it happens: another model that is asked, an answer that goes on after an interruption.
export function RouteNotes({ steps }: { steps: readonly RouteStep[] }) {
  const { t } = useTranslation();
  const why = (code: string | null) => t(`route.why.${code ?? "failed"}`, { defaultValue: t("route.why.failed") });
  const say = ({ kind, model, why: reason, wait }: RouteStep) => {
    if (kind === "chosen") return t("route.chosen", { model, why: reason });
    if (kind === "asked") return wait > 0 ? t("route.askedIn", { why: why(reason), model, count: wait }) : t("route.asked", { why: why(reason), model });
    return model ? t(`route.${kind}By`, { model }) : t(`route.${kind}`);
  };
  return (
    <ul className="mt-3 space-y-1 text-xs text-muted" aria-label={t("route.label")}>
      {steps.slice(-shown).map((step, index) => {
        const Icon = icons[step.kind];
        return (
          <li key={index} className="flex items-start gap-2 animate-fade">
            <Icon className="mt-0.5 size-3.5 shrink-0" aria-hidden />
            <span className="min-w-0 [overflow-wrap:anywhere]">{say(step)}</span>
          </li>
        );
      })}
    </ul>
  );
}

// More would hide the answer.
const shown = 4;
