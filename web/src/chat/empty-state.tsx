import { Braces, Lightbulb, ListChecks, PenLine } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Logo } from "@/ui/logo";
import { DemoHint } from "./demo-hint";
import { prefillComposer } from "@/composer/prefill";

const suggestions = [
  { name: "explain", icon: Lightbulb },
  { name: "code", icon: Braces },
  { name: "plan", icon: ListChecks },
  { name: "write", icon: PenLine },
] as const;

// What a new chat shows: a greeting, a few ways to begin, and which model will answer.
export function EmptyState() {
  const { t } = useTranslation();
  return (
    <div className="flex min-h-0 flex-1 flex-col items-center justify-end overflow-y-auto px-4 pb-6 sm:px-6">
      <div className="w-full max-w-[42rem] max-sm:my-auto">
        <Logo className="mx-auto mb-5 size-12" />
        <h2 className="text-center text-[1.7rem] leading-tight font-semibold tracking-tight text-balance">{t("empty.title")}</h2>
        <ul className="mt-8 grid gap-2.5 sm:grid-cols-2">
          {suggestions.map(({ name, icon: Icon }) => (
            <li key={name}>
              <button
                type="button"
                className="flex w-full items-center gap-3 rounded-2xl border border-line px-4 py-3 text-start text-sm hover:border-edge/60 hover:bg-raised"
                onClick={() => prefillComposer(t(`empty.${name}`))}
              >
                <Icon className="size-4 shrink-0 text-accent" aria-hidden />
                <span>{t(`empty.${name}`)}</span>
              </button>
            </li>
          ))}
        </ul>
        <DemoHint />
      </div>
    </div>
  );
}
