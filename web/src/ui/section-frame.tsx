import { ArrowLeft } from "lucide-react";
import { useEffect, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link, NavLink } from "react-router";
import { setTitle } from "@/app/title-badge";
import { cx } from "@/lib/class-names";

export interface Section {
  // Its last part of the address.
  path: string;
  label: string;
  icon: ReactNode;
}

interface Props {
  title: string;
  base: string;
  sections: readonly Section[];
  // Tables want the width, forms do not.
  wide?: boolean;
  children: ReactNode;
}

// A page beside the chat: its sections on the left, or above on narrow screens, and the way back.
export function SectionFrame({ title, base, sections, wide = false, children }: Props) {
  const { t } = useTranslation();
  useEffect(() => setTitle(title), [title]);
  return (
    <div className="flex h-dvh overflow-clip max-md:flex-col">
      <aside
        aria-label={title}
        className="flex w-60 shrink-0 flex-col border-line bg-sunken p-3 max-md:w-auto max-md:border-b max-md:pb-1.5 md:border-e"
      >
        <Link
          to="/"
          className="flex items-center gap-2.5 rounded-xl px-3 py-2 text-sm font-medium hover:bg-hover [&>svg]:size-4 [&>svg]:text-muted"
        >
          <ArrowLeft className="rtl:-scale-x-100" aria-hidden />
          {t("app.backToChat")}
        </Link>
        <p className="px-3 pt-4 pb-2 text-lg font-semibold tracking-tight max-md:hidden">{title}</p>
        <nav aria-label={title} className="max-md:-mx-3 max-md:overflow-x-auto max-md:px-3">
          <ul className="flex gap-0.5 md:flex-col">
            {sections.map(({ path, label, icon }) => (
              <li key={path} className="shrink-0">
                <NavLink
                  to={`${base}/${path}`}
                  className={({ isActive }) =>
                    cx(
                      "flex items-center gap-3 rounded-xl px-3 py-2 text-sm [&>svg]:size-4 [&>svg]:text-muted",
                      isActive ? "bg-hover font-medium" : "hover:bg-hover/60",
                    )
                  }
                >
                  {icon}
                  {label}
                </NavLink>
              </li>
            ))}
          </ul>
        </nav>
      </aside>
      <main tabIndex={-1} className="relative min-w-0 flex-1 overflow-y-auto outline-none">
        <div
          className={cx(
            "mx-auto px-5 pt-8 pb-[max(4rem,env(safe-area-inset-bottom))] sm:px-8",
            wide ? "max-w-6xl" : "max-w-3xl",
          )}
        >
          {children}
        </div>
      </main>
    </div>
  );
}
