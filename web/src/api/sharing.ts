import { call } from "./http";

export type Access = "read" | "write";

export interface Grant {
  grantee_kind: "user" | "group";
  grantee_id: string;
  name: string;
  email?: string | null;
  may: Access;
  created_at: string;
}

const path = (conversationId: string) => `/conversations/${encodeURIComponent(conversationId)}/grants`;

export const listGrants = (conversationId: string) =>
  call<{ grants: Grant[] }>("GET", path(conversationId)).then((reply) => reply.grants);

export const grant = (conversationId: string, kind: Grant["grantee_kind"], grantee: string, may: Access) =>
  call<Grant>("POST", path(conversationId), { body: { grantee_kind: kind, grantee, may } });

export const withdraw = (conversationId: string, granteeId: string) =>
  call<void>("DELETE", `${path(conversationId)}/${encodeURIComponent(granteeId)}`);
