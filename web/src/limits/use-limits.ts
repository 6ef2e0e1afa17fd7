import { useQuery } from "@tanstack/react-query";
import { onBudgetWarning } from "@/api/budget-warning";
import { getUsage, type Limit } from "@/api/usage";
import { queryClient } from "@/app/query-client";
import { daysBack } from "./span";

const limitsKey = ["limits"];
// After a turn the limits are read again, but not after each of many.
const freshMs = 60_000;

export function useLimits(): readonly Limit[] {
  const today = daysBack(1);
  const { data } = useQuery({
    queryKey: limitsKey,
    queryFn: () => getUsage("day", today).then(({ limits }) => limits),
    staleTime: freshMs,
    retry: false,
  });
  return data ?? [];
}

export function refreshLimits(): void {
  const state = queryClient.getQueryState(limitsKey);
  if (state && Date.now() - state.dataUpdatedAt > freshMs) void queryClient.invalidateQueries({ queryKey: limitsKey });
}

// A reply said that a budget is nearly used up: worth reading at once, once.
let warned = "";
onBudgetWarning((warning) => {
  if (warning === warned) return;
  warned = warning;
  void queryClient.invalidateQueries({ queryKey: limitsKey });
});
