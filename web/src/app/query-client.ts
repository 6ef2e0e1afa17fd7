import { QueryClient } from "@tanstack/react-query";
import { asApiError } from "@/api/api-error";

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      // A refusal will not change by asking again; a server that is away may come back.
      retry: (count, error) => count < 3 && (asApiError(error).status === 0 || asApiError(error).status >= 500),
    },
  },
});
