import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { listProviders, type Endpoint } from "@/api/providers";
import { Badge } from "@/ui/badge";
import { ListState } from "@/ui/list-state";
import { PageHead } from "@/ui/page-part";
import { Cell, Table } from "@/ui/table";

const levels = { full: "good", degraded: "warn", minimal: "warn", offline: "danger" } as const;

// Who can answer, and how each has been doing. Looks again while it is open.
export function ProvidersPage() {
  const { t } = useTranslation();
  const found = useQuery({ queryKey: ["providers"], queryFn: listProviders, refetchInterval: 5_000 });
  const list = found.data?.providers ?? [];
  const level = found.data?.level;
  return (
    <>
      <PageHead title={t("providers.title")} hint={t("providers.hint")} />
      {level && (
        <p className="mb-4 flex flex-wrap items-center gap-2 text-sm">
          <Badge look={levels[level]}>{t(`providers.level.${level}`)}</Badge>
          <span className="text-muted">{t(`providers.levelHint.${level}`)}</span>
        </p>
      )}
      <ListState query={found} empty={false} nothing="" />
      {list.length > 0 && (
        <Table
          label={t("providers.title")}
          columns={[{ label: t("providers.endpoint") }, { label: t("admin.status") }, { label: t("providers.lastFailure") }]}
        >
          {list.flatMap((provider) =>
            provider.endpoints.map((endpoint) => (
              <tr key={`${provider.name} ${endpoint.name}`}>
                <th scope="row" className="px-4 py-2.5 text-start font-medium [overflow-wrap:anywhere]">
                  {endpoint.name}
                  {provider.default && <span className="ms-2 text-xs font-normal text-muted">{t("models.isDefault")}</span>}
                </th>
                <Cell>
                  <State of={endpoint} />
                </Cell>
                <Cell className="text-muted">
                  {endpoint.last_failure ? t(`route.why.${endpoint.last_failure}`, { defaultValue: t("route.why.failed") }) : "–"}
                </Cell>
              </tr>
            )),
          )}
        </Table>
      )}
    </>
  );
}

function State({ of: { status, breaker } }: { of: Endpoint }) {
  const { t } = useTranslation();
  if (breaker === "open") return <Badge look="danger">{t("providers.rests")}</Badge>;
  if (breaker === "half_open") return <Badge look="warn">{t("providers.probed")}</Badge>;
  return status === "reachable" ? <Badge look="good">{t("providers.answers")}</Badge> : <Badge look="warn">{t("providers.failed")}</Badge>;
}
