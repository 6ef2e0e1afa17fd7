import { QueryClient } from "@tanstack/react-query";
import { asApiError, type ApiError } from "@/api/api-error";

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      retry: (count, error) => worthAnotherTry(count, asApiError(error)),
      retryDelay: (count, error) => pauseMs(count, asApiError(error)),
    },
  },
});

const patienceSeconds = 90;

// A refusal will not change by asking again; a server that is away may come back, and a limit is over when it said so.
export function worthAnotherTry(count: number, { status, retryAfterSeconds }: ApiError): boolean {
  if (status === 429) return count < 5 && retryAfterSeconds !== null && retryAfterSeconds <= patienceSeconds;
  return count < 3 && (status === 0 || status >= 500);
}

export const pauseMs = (count: number, { retryAfterSeconds }: ApiError) =>
  retryAfterSeconds === null ? Math.min(1000 * 2 ** count, 30_000) : Math.max(1, retryAfterSeconds) * 1000;
