import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { listKeys, revokeKey, type ApiKey } from "@/api/keys";
import { announce } from "@/lib/announce";
import { formatDate, formatUntil } from "@/lib/format";
import { amountText } from "@/limits/limit-text";
import { Badge } from "@/ui/badge";
import { Button } from "@/ui/button";
import { ConfirmDialog } from "@/ui/confirm-dialog";
import { ListState } from "@/ui/list-state";
import { PageHead } from "@/ui/page-part";
import { ChangeKeyDialog } from "./change-key-dialog";
import { NewKeyDialog } from "./new-key-dialog";

const key = ["keys"];

// Keys for programs. Those that no longer open anything stand at the end.
export function KeysPage() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const keys = useQuery({ queryKey: key, queryFn: listKeys });
  const [creating, setCreating] = useState(false);
  const [changing, setChanging] = useState<ApiKey | null>(null);
  const [revoking, setRevoking] = useState<ApiKey | null>(null);
  const refresh = () => client.invalidateQueries({ queryKey: key });
  const list = [...(keys.data ?? [])].sort((a, b) => Number(isOver(a)) - Number(isOver(b)));
  return (
    <>
      <PageHead
        title={t("account.keys")}
        hint={t("keys.hint")}
        actions={
          <Button primary onClick={() => setCreating(true)}>
            <Plus className="size-4" aria-hidden />
            {t("keys.new")}
          </Button>
        }
      />
      <ListState query={keys} empty={list.length === 0} nothing={t("keys.none")} />
      <ul className="space-y-3">
        {list.map((each) => (
          <KeyRow key={each.id} apiKey={each} onChange={() => setChanging(each)} onRevoke={() => setRevoking(each)} />
        ))}
      </ul>
      <NewKeyDialog open={creating} onClose={() => setCreating(false)} onCreated={() => void refresh()} />
      <ChangeKeyDialog apiKey={changing} onClose={() => setChanging(null)} onChanged={() => void refresh()} />
      <ConfirmDialog
        open={revoking !== null}
        title={t("keys.revokeTitle", { name: revoking?.name ?? "" })}
        text={t("keys.revokeText")}
        action={t("keys.revoke")}
        onClose={() => setRevoking(null)}
        onConfirm={async () => {
          await revokeKey(revoking!.id);
          announce(t("keys.revoked"));
          await refresh();
        }}
      />
    </>
  );
}

const isOver = ({ revoked_at, expires_at }: ApiKey) =>
  revoked_at !== null || (expires_at !== null && Date.parse(expires_at) <= Date.now());

function KeyRow({ apiKey, onChange, onRevoke }: { apiKey: ApiKey; onChange: () => void; onRevoke: () => void }) {
  const { t } = useTranslation();
  const { name, prefix, scopes, models, requests_per_minute, tokens_per_minute, expires_at, last_used_at, revoked_at } = apiKey;
  const over = isOver(apiKey);
  const facts = [
    last_used_at ? t("account.used", { when: formatUntil(last_used_at) }) : t("keys.unused"),
    !over && (expires_at ? t("keys.expires", { when: formatDate(expires_at) }) : t("keys.noExpiry")),
    requests_per_minute && t("keys.perMinute", { shown: amountText(requests_per_minute, "requests") }),
    tokens_per_minute && t("keys.tokensPerMinute", { shown: amountText(tokens_per_minute, "tokens") }),
    ...(apiKey.budgets ?? []).map(({ amount, unit, period }) => `${amountText(amount, unit)} ${t(`limits.per.${period}`)}`),
    models?.length && models.join(", "),
  ];
  return (
    <li className="flex items-start gap-4 max-sm:flex-col rounded-2xl border border-line bg-raised p-4 text-sm">
      <div className="me-auto min-w-0">
        <p className="flex flex-wrap items-center gap-2">
          <span className="font-medium [overflow-wrap:anywhere]" dir="auto">
            {name}
          </span>
          <code className="rounded-md bg-code px-1.5 py-0.5 text-xs text-muted">{prefix}…</code>
          {revoked_at && <Badge look="danger">{t("keys.isRevoked")}</Badge>}
          {!revoked_at && over && <Badge look="warn">{t("keys.isExpired")}</Badge>}
        </p>
        <p className="mt-1 text-xs leading-relaxed text-muted [overflow-wrap:anywhere]">{facts.filter(Boolean).join(" · ")}</p>
        <p className="mt-2 flex flex-wrap gap-1.5">
          {scopes.length === 0 && <Badge>{t("keys.everything")}</Badge>}
          {scopes.map((scope) => (
            <Badge key={scope}>{scope}</Badge>
          ))}
        </p>
      </div>
      {!over && (
        <div className="flex shrink-0 flex-wrap justify-end gap-2">
          <Button aria-label={t("keys.changeNamed", { name })} onClick={onChange}>
            {t("keys.change")}
          </Button>
          <Button danger aria-label={t("keys.revokeNamed", { name })} onClick={onRevoke}>
            {t("keys.revoke")}
          </Button>
        </div>
      )}
    </li>
  );
}
