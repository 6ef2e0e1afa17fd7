import { useQuery } from "@tanstack/react-query";
import { Info } from "lucide-react";
import { useTranslation } from "react-i18next";
import { getHealth } from "@/api/service";

// While nothing but the demo model is configured: how to get a real one.
export function DemoHint() {
  const { t } = useTranslation();
  const { data: health } = useQuery({ queryKey: ["health"], queryFn: getHealth, staleTime: 60_000 });
  if (health?.provider !== "demo") return null;
  return (
    <p className="mx-auto mt-6 flex w-fit max-w-[38rem] gap-2.5 rounded-2xl px-4 py-3 text-sm leading-relaxed text-muted">
      <Info className="mt-0.5 size-4 shrink-0 text-accent" aria-hidden />
      <span>{health.hint || t("empty.demo")}</span>
    </p>
  );
}
