import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { Tooltip } from "radix-ui";
import type { ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { MemoryRouter } from "react-router";
import { expect, it } from "vitest";
import { GrantRow } from "@/sharing/grant-row";
import { UsageTable } from "@/charts/usage-table";
import { UserRow } from "@/admin/user-row";
import { Providers } from "@/session/providers";

const attack = `<img src=x onerror="window.pwned=1"><svg onload="window.pwned=1"></svg>`;

function drawn(element: ReactNode): HTMLElement {
  const place = document.createElement("div");
  const html = renderToStaticMarkup(
    <QueryClientProvider client={new QueryClient()}>
      <Tooltip.Provider>
        <MemoryRouter>{element}</MemoryRouter>
      </Tooltip.Provider>
    </QueryClientProvider>,
  );
  place.append(new DOMParser().parseFromString(html, "text/html").body);
  return place;
}

const user = { id: "u", name: attack, email: attack, role: "user", tier: attack, status: "active", organisation: null, groups: [], created_at: "2026-01-01T00:00:00Z", last_login_at: null } as const;
const row = { key: attack, name: attack, requests: 1, errors: 0, prompt_tokens: 1, completion_tokens: 1, total_tokens: 2, total_cost_usd: null, avg_latency_ms: null };
const grant = { grantee_kind: "user", grantee_id: "u", name: attack, email: attack, may: "read", created_at: "" } as const;

it.each([
  ["a user", <UserRow key="" user={{ ...user, groups: [] }} changes onChange={async () => {}} onDelete={() => {}} onReset={() => {}} />],
  ["a report", <UsageTable key="" label="x" first="x" rows={[row]} />],
  ["a grant", <GrantRow key="" grant={grant} levels={[{ value: "read", label: "read" }]} onChange={() => {}} onRemove={() => {}} />],
  ["a provider", <Providers key="" providers={[{ id: `"><script>`, name: attack }]} returnTo="javascript:alert(1)" />],
] as const)("X-02: markup in the name of %s is text", (_name, element) => {
  const place = drawn(element);

  expect(place.querySelector("img, script, [onerror], [onload]")).toBeNull();
  expect(place.textContent).toContain(attack);
  for (const link of place.querySelectorAll("a")) expect(link.getAttribute("href")).toMatch(/^\/api\/v1\/auth\/oidc\//);
});
