import { useTranslation } from "react-i18next";
import { asApiError } from "@/api/api-error";
import { describeError } from "@/lib/describe-error";
import { Button } from "./button";

interface Props {
  query: { isPending: boolean; error: Error | null; refetch: () => unknown };
  empty: boolean;
  nothing: string;
}

// What stands in the place of a list that is loading, failed or empty.
export function ListState({ query, empty, nothing }: Props) {
  const { t } = useTranslation();
  if (query.error)
    return (
      <div role="alert" className="space-y-3 rounded-2xl border border-line px-5 py-8 text-center text-sm text-muted">
        <p>{describeError(asApiError(query.error))}</p>
        <Button onClick={() => void query.refetch()}>{t("error.retry")}</Button>
      </div>
    );
  if (query.isPending)
    return (
      <div className="space-y-3 animate-shimmer" aria-hidden>
        {[0, 1, 2, 3].map((row) => (
          <div key={row} className="h-12 rounded-xl bg-hover/70" />
        ))}
      </div>
    );
  return empty ? <p className="rounded-2xl border border-dashed border-edge/50 px-5 py-10 text-center text-sm text-muted">{nothing}</p> : null;
}
