import { useQuery } from "@tanstack/react-query";
import { listTiers } from "@/api/admin";

// The names of the tiers, and the one in question even if it is no longer among them.
export function useTierNames(current?: string): string[] {
  const { data } = useQuery({ queryKey: ["admin", "tiers"], queryFn: listTiers, staleTime: 60_000 });
  const names = data?.map((tier) => tier.name) ?? [];
  return current && !names.includes(current) ? [current, ...names] : names;
}
