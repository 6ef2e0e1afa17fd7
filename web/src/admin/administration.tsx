import { Building2, ChartColumn, Gauge, Layers, Network, ScrollText, UserRound, Users } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Navigate, Route, Routes } from "react-router";
import { ProvidersPage } from "@/providers/providers-page";
import { administrates, seesAdministration, useSession } from "@/session/session-store";
import { SectionFrame } from "@/ui/section-frame";
import { AuditPage } from "./audit-page";
import { BudgetsPage } from "./budgets-page";
import { CostsPage } from "./costs-page";
import { GroupsPage } from "./groups-page";
import { OrganisationsPage } from "./organisations-page";
import { TiersPage } from "./tiers-page";
import { UsersPage } from "./users-page";

// What administrators do and auditors see. The server decides; this only spares people what it would refuse.
export default function Administration() {
  const { t } = useTranslation();
  const allowed = useSession(seesAdministration);
  const changes = useSession(administrates);
  if (!allowed) return <Navigate replace to="/" />;
  const sections = [
    { path: "users", label: t("admin.users"), icon: <UserRound aria-hidden /> },
    { path: "groups", label: t("admin.groups"), icon: <Users aria-hidden /> },
    { path: "organisations", label: t("admin.organisations"), icon: <Building2 aria-hidden /> },
    { path: "tiers", label: t("admin.tiers"), icon: <Layers aria-hidden /> },
    { path: "budgets", label: t("admin.budgets"), icon: <Gauge aria-hidden /> },
    { path: "providers", label: t("providers.title"), icon: <Network aria-hidden /> },
    { path: "costs", label: t("admin.costs"), icon: <ChartColumn aria-hidden /> },
    { path: "audit", label: t("admin.audit"), icon: <ScrollText aria-hidden /> },
  ];
  return (
    <SectionFrame wide title={t("admin.title")} base="/admin" sections={sections}>
      {!changes && <p className="mb-6 rounded-xl bg-tint px-4 py-2.5 text-sm">{t("admin.readOnly")}</p>}
      <Routes>
        <Route path="users" element={<UsersPage />} />
        <Route path="groups" element={<GroupsPage />} />
        <Route path="organisations" element={<OrganisationsPage />} />
        <Route path="tiers" element={<TiersPage />} />
        <Route path="budgets" element={<BudgetsPage />} />
        <Route path="providers" element={<ProvidersPage />} />
        <Route path="costs" element={<CostsPage />} />
        <Route path="audit" element={<AuditPage />} />
        <Route path="*" element={<Navigate replace to="/admin/users" />} />
      </Routes>
    </SectionFrame>
  );
}
