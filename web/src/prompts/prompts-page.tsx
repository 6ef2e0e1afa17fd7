import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import { listPrompts, type PromptItem } from "@/api/prompts";
import { useDebounced } from "@/lib/use-debounced";
import { Badge } from "@/ui/badge";
import { Button } from "@/ui/button";
import { ListState } from "@/ui/list-state";
import { PageHead } from "@/ui/page-part";
import { Pager } from "@/ui/pager";
import { SearchField } from "@/ui/search-field";

const limit = 20;

// Templates of system prompts: one's own, what colleagues share, and what comes with the program.
export function PromptsPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [text, setText] = useState("");
  const [offset, setOffset] = useState(0);
  const q = useDebounced(text.trim(), 200);
  const prompts = useQuery({
    queryKey: ["prompts", "list", q, offset],
    queryFn: () => listPrompts({ q, offset, limit }),
    placeholderData: keepPreviousData,
  });
  const list = prompts.data?.prompts ?? [];
  return (
    <>
      <PageHead
        title={t("prompts.title")}
        hint={t("prompts.hint")}
        actions={
          <>
            <SearchField
              label={t("prompts.search")}
              value={text}
              onChange={(next) => {
                setText(next);
                setOffset(0);
              }}
            />
            <Button primary onClick={() => void navigate("/settings/prompts/new")}>
              <Plus className="size-4" aria-hidden />
              {t("prompts.new")}
            </Button>
          </>
        }
      />
      <ListState query={prompts} empty={list.length === 0} nothing={q ? t("prompts.noMatch") : t("prompts.none")} />
      <PromptRows prompts={list} />
      {prompts.data && <Pager pagination={prompts.data.pagination} shown={list.length} onOffset={setOffset} />}
      {prompts.data && (
        <section className="mt-8">
          <h2 className="mb-3 text-sm font-medium text-muted">{t("prompts.shippedTitle")}</h2>
          <PromptRows prompts={prompts.data.shipped} />
        </section>
      )}
    </>
  );
}

function PromptRows({ prompts }: { prompts: readonly PromptItem[] }) {
  const { t } = useTranslation();
  return (
    <ul className="space-y-2">
      {prompts.map(({ id, name, description, version, shared, shipped, owner }) => (
        <li key={id}>
          <Link
            to={`/settings/prompts/${encodeURIComponent(id)}`}
            className="block rounded-2xl border border-line bg-raised p-4 text-sm hover:bg-hover/60"
          >
            <span className="flex flex-wrap items-center gap-2">
              <span className="font-medium [overflow-wrap:anywhere]" dir="auto">
                {name}
              </span>
              {owner && <Badge>{t("prompts.by", { name: owner.name })}</Badge>}
              {shared && !owner && !shipped && <Badge look="good">{t("prompts.isShared")}</Badge>}
              {!shipped && <span className="ms-auto text-xs text-muted tabular-nums">{t("prompts.version", { version })}</span>}
            </span>
            {description && (
              <span className="mt-1 block text-xs leading-relaxed text-muted [overflow-wrap:anywhere]" dir="auto">
                {description}
              </span>
            )}
          </Link>
        </li>
      ))}
    </ul>
  );
}
