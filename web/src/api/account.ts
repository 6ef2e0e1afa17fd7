import { call, query } from "./http";

export type Role = "user" | "auditor" | "admin";

export interface Named {
  id: string;
  name: string;
}

export interface Account {
  id: string;
  name: string;
  email: string | null;
  role: Role;
  tier: string;
  status: string;
  organisation: Named | null;
  groups: Named[];
  created_at: string;
  last_login_at: string | null;
}

export interface Me {
  user: Account;
  csrf_token?: string;
  // A server for one person on one computer: nobody signs in.
  anonymous: boolean;
}

export interface AuthOptions {
  anonymous: boolean;
  registration: boolean;
  // Nobody has an account yet: who registers now becomes the administrator.
  first_account: boolean;
  providers: Named[];
}

export interface SignedIn {
  user: Account;
  csrf_token?: string;
}

export interface SessionInfo {
  id: string;
  kind: string;
  address: string | null;
  user_agent: string | null;
  created_at: string;
  last_used_at: string | null;
  expires_at: string | null;
  current: boolean;
}

export const getMe = () => call<Me>("GET", "/auth/me");

export const getAuthOptions = () => call<AuthOptions>("GET", "/auth/options");

export const login = (email: string, password: string) =>
  call<SignedIn>("POST", "/auth/login", { body: { email, password, cookie: true } });

export const register = (name: string, email: string, password: string) =>
  call<SignedIn>("POST", "/auth/register", { body: { name, email, password, cookie: true } });

export const logout = () => call<void>("POST", "/auth/logout");

// Also ends the session at the provider it came from, if there is one: by the address that is then to be visited.
export const logoutElsewhere = () => call<{ logout_url?: string | null }>("POST", "/auth/oidc/logout");

export const renameMe = (name: string) => call<Me>("PATCH", "/auth/me", { body: { name } });

export const deleteMe = (password: string) => call<void>("DELETE", "/auth/me", { body: { password } });

export const changePassword = (current_password: string, new_password: string) =>
  call<void>("POST", "/auth/password", { body: { current_password, new_password } });

export const forgotPassword = (email: string) => call<void>("POST", "/auth/password/forgot", { body: { email } });

export const resetPassword = (token: string, new_password: string) =>
  call<void>("POST", "/auth/password/reset", { body: { token, new_password } });

export const listSessions = () =>
  call<{ sessions: SessionInfo[] }>("GET", "/auth/sessions").then((reply) => reply.sessions);

export const endSession = (id: string) => call<void>("DELETE", `/auth/sessions/${encodeURIComponent(id)}`);

// Where the browser itself goes to sign in elsewhere; it comes back to `returnTo`.
export const providerAddress = (id: string, returnTo: string) =>
  `/api/v1/auth/oidc/${encodeURIComponent(id)}/start${query({ return_to: returnTo })}`;
