import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { listAudit, type AuditEntry, type AuditFilter } from "@/api/admin";
import { formatDateTime } from "@/lib/format";
import { useDebounced } from "@/lib/use-debounced";
import { TextField } from "@/ui/field";
import { ListState } from "@/ui/list-state";
import { PageHead } from "@/ui/page-part";
import { Pager } from "@/ui/pager";
import { Cell, Table } from "@/ui/table";
import { AuditChainState } from "./audit-chain-state";

const limit = 50;

export function AuditPage() {
  const { t } = useTranslation();
  const [filter, setFilter] = useState<AuditFilter>({});
  const [offset, setOffset] = useState(0);
  const settled = useDebounced(filter);
  const entries = useQuery({
    queryKey: ["admin", "audit", settled, offset],
    queryFn: () => listAudit({ ...settled, limit, offset }),
    placeholderData: keepPreviousData,
  });
  const set = (part: AuditFilter) => {
    setFilter((before) => ({ ...before, ...part }));
    setOffset(0);
  };
  const list = entries.data?.entries ?? [];
  const columns = [
    { label: t("audit.at") },
    { label: t("audit.actor") },
    { label: t("audit.action") },
    { label: t("audit.object") },
    { label: t("audit.address") },
    { label: t("audit.details") },
  ];
  return (
    <>
      <PageHead title={t("admin.audit")} hint={t("audit.hint")} />
      <AuditChainState />
      <div className="mb-4 grid gap-3 sm:grid-cols-3 lg:grid-cols-5">
        <TextField label={t("audit.actor")} autoComplete="off" value={filter.actor ?? ""} onChange={(actor) => set({ actor })} />
        <TextField
          label={t("audit.action")}
          placeholder="user.suspend"
          autoComplete="off"
          value={filter.action ?? ""}
          onChange={(action) => set({ action })}
        />
        <TextField label={t("audit.object")} autoComplete="off" value={filter.object ?? ""} onChange={(object) => set({ object })} />
        <TextField label={t("audit.from")} type="date" value={filter.from ?? ""} onChange={(from) => set({ from })} />
        <TextField label={t("audit.to")} type="date" value={filter.to ?? ""} onChange={(to) => set({ to })} />
      </div>
      <ListState query={entries} empty={list.length === 0} nothing={t("audit.none")} />
      {list.length > 0 && (
        <Table label={t("admin.audit")} columns={columns}>
          {list.map((entry) => (
            <EntryRow key={entry.id} entry={entry} />
          ))}
        </Table>
      )}
      {entries.data && <Pager pagination={entries.data.pagination} shown={list.length} onOffset={setOffset} />}
    </>
  );
}

function EntryRow({ entry }: { entry: AuditEntry }) {
  const object = [entry.object_kind, entry.object_id].filter(Boolean).join(" ");
  const details = detailText(entry.detail);
  return (
    <tr className="align-top">
      <Cell className="whitespace-nowrap text-muted tabular-nums">{formatDateTime(entry.at)}</Cell>
      <Cell className="max-w-40 truncate" dir="auto" title={entry.actor_id}>
        {entry.actor || entry.actor_id || entry.actor_kind}
      </Cell>
      <Cell className="whitespace-nowrap">
        <code className="rounded-md bg-code px-1.5 py-0.5 text-xs">{entry.action}</code>
        {entry.outcome && entry.outcome !== "done" && <span className="ms-2 text-xs text-danger">{entry.outcome}</span>}
      </Cell>
      <Cell className="max-w-40 truncate text-xs text-muted" title={object}>
        {object || "–"}
      </Cell>
      <Cell className="whitespace-nowrap text-muted">{entry.address || "–"}</Cell>
      <Cell className="max-w-80 min-w-40 text-xs text-muted [overflow-wrap:anywhere]" dir="auto">
        {details || "–"}
      </Cell>
    </tr>
  );
}

function detailText(details: unknown): string {
  if (typeof details === "string") return details === "{}" ? "" : details;
  if (typeof details !== "object" || details === null) return "";
  return Object.entries(details)
    .map(([name, value]) => `${name}: ${typeof value === "string" ? value : JSON.stringify(value)}`)
    .join(", ");
}
