import { asApiError } from "@/api/api-error";
import type { Message } from "@/api/types";
import { describeError } from "@/lib/describe-error";
import { waitAsTold } from "@/limits/wait-store";
import { tellFailure } from "@/lib/toast";
import { useChosenModel } from "@/models/use-chosen-model";
import { regenerate, retry } from "./actions";
import type { Row } from "./row";

// Retry and regenerate with the chosen model; what cannot even begin is said in a toast and changes nothing.
export function useAnswerAgain() {
  const { model } = useChosenModel();
  const tell = (attempt: Promise<void>) => attempt.catch((error: unknown) => {
      waitAsTold(asApiError(error));
      tellFailure(describeError(asApiError(error)));
    });
  return {
    retry: (row: Row) => void tell(retry(row, model)),
    regenerate: (message: Message, other?: string) => void tell(regenerate(message, other ?? model)),
  };
}
