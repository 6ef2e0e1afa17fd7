import { call } from "./http";

// One key and address of a provider, neither of which is told.
export interface Endpoint {
  name: string;
  status: "reachable" | "unreachable";
  // Open: it failed so often that it rests.
  breaker: "closed" | "half_open" | "open";
  last_failure: string | null;
}

export interface Provider {
  name: string;
  status: "reachable" | "unreachable";
  default: boolean;
  endpoints: Endpoint[];
}

export const listProviders = () =>
  call<{ level: "full" | "degraded" | "minimal" | "offline"; providers: Provider[] }>("GET", "/providers");
