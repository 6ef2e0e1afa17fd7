import type { MouseEvent, ReactNode } from "react";

interface Props {
  href: string | undefined;
  // Of a footnote's mark, which its note leads back to.
  id?: string | undefined;
  label?: string | undefined;
  children: ReactNode;
}

// To a footnote and back: in this answer, since others have notes of the same names, and without a new address.
function goWithin(event: MouseEvent<HTMLAnchorElement>): void {
  event.preventDefault();
  const target = event.currentTarget.closest(".prose")?.querySelector<HTMLElement>(`#${CSS.escape(nameIn(event.currentTarget.hash))}`);
  if (!target) return;
  target.scrollIntoView({ block: "nearest" });
  target.tabIndex = -1;
  target.focus({ preventScroll: true });
}

function nameIn(hash: string): string {
  try {
    return decodeURIComponent(hash.slice(1));
  } catch {
    return hash.slice(1);
  }
}

export function MarkdownLink({ href, id, label, children }: Props) {
  if (!href) return <span>{children}</span>;
  if (href.startsWith("#"))
    return (
      <a href={href} id={id} aria-label={label} onClick={goWithin}>
        {children}
      </a>
    );
  return (
    <a href={href} target="_blank" rel="noopener noreferrer">
      {children}
    </a>
  );
}
