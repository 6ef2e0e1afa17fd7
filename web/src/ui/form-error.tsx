import { CircleAlert } from "lucide-react";
import type { ApiError } from "@/api/api-error";
import { describeError } from "@/lib/describe-error";

// Why a form was refused, read aloud at once.
export function FormError({ error }: { error: ApiError | null }) {
  return (
    <div role="alert" className="empty:hidden">
      {error && (
        <p className="flex gap-2.5 rounded-xl bg-danger-tint px-3.5 py-2.5 text-sm text-danger [overflow-wrap:anywhere]">
          <CircleAlert className="mt-0.5 size-4 shrink-0" aria-hidden />
          {describeError(error)}
        </p>
      )}
    </div>
  );
}
