import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { announce } from "@/lib/announce";
import { copy } from "@/lib/clipboard";
import { IconButton } from "./icon-button";

interface Props {
  label: string;
  small?: boolean;
  text: () => string;
  // The same as rich text, where there is any.
  html?: () => string | undefined;
}

export function CopyButton({ label, small = false, text, html }: Props) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);

  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 2000);
    return () => clearTimeout(timer);
  }, [copied]);

  const run = async () => {
    const done = await copy(text(), html?.());
    setCopied(done);
    announce(done ? t("copy.done") : t("copy.failed"));
  };
  return (
    <IconButton small={small} label={copied ? t("copy.done") : label} onClick={() => void run()}>
      {copied ? <Check className="text-accent" /> : <Copy />}
    </IconButton>
  );
}
