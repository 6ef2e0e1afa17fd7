import { ImageOff } from "lucide-react";
import { useTranslation } from "react-i18next";
import { isOwnPicture, safeLink } from "./safe-url";

interface Props {
  src: string;
  alt: string;
}

// Pictures of other hosts are not fetched, only linked: see isOwnPicture.
export function MarkdownImage({ src, alt }: Props) {
  const { t } = useTranslation();
  if (src && isOwnPicture(src)) return <img src={src} alt={alt} loading="lazy" />;
  const label = (
    <>
      <ImageOff className="size-4 shrink-0" aria-hidden />
      <span>{alt ? t("markdown.blockedImageNamed", { name: alt }) : t("markdown.blockedImage")}</span>
    </>
  );
  const look = "inline-flex max-w-full items-center gap-2 rounded-lg border border-line bg-sunken px-3 py-1.5 text-sm text-muted";
  const link = safeLink(src);
  if (!link) return <span className={look}>{label}</span>;
  return (
    <a href={link} target="_blank" rel="noopener noreferrer" className={look}>
      {label}
    </a>
  );
}
