import { useEffect, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Logo } from "@/ui/logo";
import { setTitle } from "@/app/title-badge";

interface Props {
  title: string;
  hint?: string | undefined;
  // Ways to somewhere else, below the form.
  footer?: ReactNode;
  children: ReactNode;
}

// One question in the middle of the page.
export function SignInFrame({ title, hint, footer, children }: Props) {
  const { t } = useTranslation();
  useEffect(() => setTitle(title), [title]);
  return (
    <main
      aria-label={t("session.label")}
      className="flex h-dvh flex-col items-center overflow-y-auto bg-sunken px-4 py-[max(2rem,6vh)] max-sm:bg-page"
    >
      <div className="my-auto w-full max-w-[25rem]">
        <p className="mb-7 flex items-center justify-center gap-3 text-xl font-semibold tracking-tight">
          <Logo className="size-8" />
          Parlance
        </p>
        <section className="rounded-3xl border border-line bg-raised p-7 shadow-float animate-rise max-sm:border-0 max-sm:bg-transparent max-sm:p-0 max-sm:shadow-none">
          <h1 className="text-[1.35rem] leading-tight font-semibold tracking-tight text-balance">{title}</h1>
          {hint && <p className="mt-2 text-sm leading-relaxed text-muted">{hint}</p>}
          <div className="mt-6">{children}</div>
        </section>
        {footer && <div className="mt-6 text-center text-sm text-muted">{footer}</div>}
      </div>
    </main>
  );
}

export const linkLook = "font-medium text-accent underline underline-offset-3 hover:no-underline";
