import { create } from "zustand";
import type { Account, Me } from "@/api/account";

// "asking" until the server has said who we are; "ended" when it stopped knowing us in the middle of things.
export type SessionPhase = "asking" | "unreachable" | "out" | "in" | "ended";

interface SessionState {
  phase: SessionPhase;
  user: Account | null;
  anonymous: boolean;
  // Signed out on purpose, so there is nothing to come back to.
  left: boolean;
}

export const useSession = create<SessionState>(() => ({ phase: "asking", user: null, anonymous: false, left: false }));

export const session = () => useSession.getState();
export const setSession = (part: Partial<SessionState>) => useSession.setState(part);

export const showUser = ({ user, anonymous }: Me) => setSession({ user, anonymous });

// Whether this person may see, and whether they may change, how the server is administrated.
export const seesAdministration = ({ user, anonymous }: SessionState) =>
  !anonymous && (user?.role === "admin" || user?.role === "auditor");
export const administrates = ({ user }: SessionState) => user?.role === "admin";
