import { Braces, Lightbulb, ListChecks, PenLine } from "lucide-react";
import { useTranslation } from "react-i18next";
import { prefillComposer } from "@/composer/prefill";
import { DemoHint } from "./demo-hint";

const suggestions = [
  { name: "explain", icon: Lightbulb },
  { name: "code", icon: Braces },
  { name: "plan", icon: ListChecks },
  { name: "write", icon: PenLine },
] as const;

// Below the composer of a new chat: a few ways to begin, and which model will answer.
export function EmptyState() {
  const { t } = useTranslation();
  return (
    <div className="min-h-0 w-full max-w-[46rem] flex-[1.2] self-center overflow-y-auto px-4 pt-3 pb-4 max-sm:-order-1 max-sm:flex-none sm:px-6">
      <ul className="flex flex-wrap justify-center gap-2">
        {suggestions.map(({ name, icon: Icon }) => (
          <li key={name}>
            <button
              type="button"
              className="flex items-center gap-2.5 rounded-full border border-line px-3.5 py-2 text-start text-sm transition-colors hover:border-edge/60 hover:bg-raised"
              onClick={() => prefillComposer(t(`empty.${name}Prompt`))}
            >
              <Icon className="size-4 shrink-0 text-accent" aria-hidden />
              {t(`empty.${name}`)}
            </button>
          </li>
        ))}
      </ul>
      <DemoHint />
    </div>
  );
}
