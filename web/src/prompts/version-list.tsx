import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { listPromptVersions, type Prompt } from "@/api/prompts";
import { formatUntil } from "@/lib/format";
import { Badge } from "@/ui/badge";
import { Button } from "@/ui/button";
import { ListState } from "@/ui/list-state";
import { Card } from "@/ui/page-part";

interface Props {
  prompt: Prompt;
  onOpen: (version: number) => void;
}

// Every version there was. Opening an older one puts its text into the form; saving makes it the newest.
export function VersionList({ prompt, onOpen }: Props) {
  const { t } = useTranslation();
  const versions = useQuery({
    queryKey: ["prompts", prompt.id, "versions", prompt.newest_version],
    queryFn: () => listPromptVersions(prompt.id),
  });
  return (
    <Card title={t("prompts.versions")} hint={t("prompts.versionsHint")}>
      <ListState query={versions} empty={false} nothing="" />
      <ol className="divide-y divide-line text-sm">
        {versions.data?.map(({ version, author, created_at }) => (
          <li key={version} className="flex flex-wrap items-center gap-3 py-2">
            <span className="font-medium tabular-nums">{t("prompts.version", { version })}</span>
            {version === prompt.newest_version && <Badge look="good">{t("prompts.newest")}</Badge>}
            <span className="me-auto min-w-0 text-xs text-muted" dir="auto">
              {[author, created_at && formatUntil(created_at)].filter(Boolean).join(" · ")}
            </span>
            <Button aria-label={t("prompts.openVersion", { version })} onClick={() => onOpen(version)}>
              {t("prompts.open")}
            </Button>
          </li>
        ))}
      </ol>
    </Card>
  );
}
