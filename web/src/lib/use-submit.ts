import { useRef, useState } from "react";
import { asApiError, type ApiError } from "@/api/api-error";

// What a form does when it is sent: one attempt at a time, and the refusal of the last one.
export function useSubmit(work: () => Promise<void>) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError | null>(null);
  const running = useRef(false);

  const submit = async (event?: { preventDefault(): void }) => {
    event?.preventDefault();
    if (running.current) return;
    running.current = true;
    setBusy(true);
    setError(null);
    try {
      await work();
    } catch (refused) {
      setError(asApiError(refused));
    } finally {
      running.current = false;
      setBusy(false);
    }
  };
  return { busy, error, submit, problem: (field: string) => problemOf(error, field) };
}

// What the server says about one field, which it names by a JSON pointer.
function problemOf(error: ApiError | null, field: string): string | undefined {
  return error?.details.find((each) => each.field.replace(/^\//, "") === field)?.problem;
}
