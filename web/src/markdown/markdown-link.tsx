import type { ReactNode } from "react";

interface Props {
  href: string | undefined;
  children: ReactNode;
}

export function MarkdownLink({ href, children }: Props) {
  if (!href) return <span>{children}</span>;
  if (href.startsWith("#")) return <a href={href}>{children}</a>;
  return (
    <a href={href} target="_blank" rel="noopener noreferrer">
      {children}
    </a>
  );
}
