import { Download, WrapText } from "lucide-react";
import { useTranslation } from "react-i18next";
import { download } from "@/lib/download";
import { CopyButton } from "@/ui/copy-button";
import { IconButton } from "@/ui/icon-button";
import { fileExtension, languageName } from "./languages";

interface Props {
  code: string;
  language: string;
  wrap: boolean;
  onWrap: () => void;
}

export function CodeHeader({ code, language, wrap, onWrap }: Props) {
  const { t } = useTranslation();
  return (
    <figcaption className="flex items-center gap-0.5 border-b border-line bg-sunken ps-4 pe-1.5 font-sans text-xs text-muted">
      <span className="me-auto truncate py-2 font-medium">{languageName(language) || t("markdown.plainCode")}</span>
      <IconButton small label={t("markdown.wrap")} pressed={wrap} onClick={onWrap}>
        <WrapText />
      </IconButton>
      <IconButton
        small
        label={t("markdown.download")}
        onClick={() => download(`snippet.${fileExtension(language)}`, code)}
      >
        <Download />
      </IconButton>
      <CopyButton small label={t("markdown.copyCode")} text={() => code} />
    </figcaption>
  );
}
