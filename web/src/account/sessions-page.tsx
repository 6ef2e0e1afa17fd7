import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Monitor, Smartphone, Terminal } from "lucide-react";
import { useTranslation } from "react-i18next";
import { asApiError } from "@/api/api-error";
import { endSession, listSessions, type SessionInfo } from "@/api/account";
import { announce } from "@/lib/announce";
import { describeError } from "@/lib/describe-error";
import { formatDateTime, formatUntil } from "@/lib/format";
import { tellFailure } from "@/lib/toast";
import { Badge } from "@/ui/badge";
import { Button } from "@/ui/button";
import { ListState } from "@/ui/list-state";
import { PageHead } from "@/ui/page-part";
import { deviceName } from "./device-name";

const key = ["sessions"];

// Where this account is signed in, this browser first.
export function SessionsPage() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const sessions = useQuery({ queryKey: key, queryFn: listSessions });
  const list = [...(sessions.data ?? [])].sort((a, b) => Number(b.current) - Number(a.current));

  const end = async (session: SessionInfo) => {
    try {
      await endSession(session.id);
      announce(t("account.sessionEnded"));
    } catch (error) {
      tellFailure(describeError(asApiError(error)));
    }
    await client.invalidateQueries({ queryKey: key });
  };
  return (
    <>
      <PageHead title={t("account.sessions")} hint={t("account.sessionsHint")} />
      <ListState query={sessions} empty={list.length === 0} nothing={t("account.noSessions")} />
      <ul className="space-y-3">
        {list.map((session) => (
          <SessionRow key={session.id} session={session} onEnd={() => void end(session)} />
        ))}
      </ul>
    </>
  );
}

function SessionRow({ session, onEnd }: { session: SessionInfo; onEnd: () => void }) {
  const { t } = useTranslation();
  const { current, kind, address, user_agent, created_at, last_used_at } = session;
  const device = deviceName(user_agent) ?? t("account.unknownDevice");
  const Icon = kind !== "cookie" && kind !== "browser" && kind !== "page" ? Terminal : /iOS|Android/.test(device) ? Smartphone : Monitor;
  return (
    <li className="flex items-center gap-4 rounded-2xl border border-line bg-raised p-4 text-sm">
      <Icon className="size-5 shrink-0 text-muted" aria-hidden />
      <div className="me-auto min-w-0">
        <p className="flex flex-wrap items-center gap-2 font-medium [overflow-wrap:anywhere]">
          {device}
          {current && <Badge look="good">{t("account.thisSession")}</Badge>}
        </p>
        <p className="mt-0.5 text-xs text-muted">
          {[address, last_used_at && t("account.used", { when: formatUntil(last_used_at) }), t("account.begun", { when: formatDateTime(created_at) })]
            .filter(Boolean)
            .join(" · ")}
        </p>
      </div>
      {!current && (
        <Button className="shrink-0" aria-label={t("account.endNamed", { device })} onClick={onEnd}>
          {t("account.end")}
        </Button>
      )}
    </li>
  );
}
