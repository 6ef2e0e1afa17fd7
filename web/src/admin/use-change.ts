import { useQueryClient, type QueryKey } from "@tanstack/react-query";
import { asApiError } from "@/api/api-error";
import { announce } from "@/lib/announce";
import { describeError } from "@/lib/describe-error";
import { tellFailure } from "@/lib/toast";

// Carries out a change from a table: says what became of it, and reads the list again either way.
export function useChange(key: QueryKey) {
  const client = useQueryClient();
  return async (work: Promise<unknown>, done: string) => {
    try {
      await work;
      announce(done);
    } catch (error) {
      tellFailure(describeError(asApiError(error)));
    }
    await client.invalidateQueries({ queryKey: key });
  };
}
