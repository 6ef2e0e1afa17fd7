import { cx } from "@/lib/class-names";

export function MethodBadge({ method }: { method: string }) {
  const changes = method !== "get";
  return (
    <span
      className={cx(
        "w-14 shrink-0 rounded-md py-0.5 text-center font-mono text-[0.7rem] font-semibold uppercase",
        method === "delete" ? "bg-danger-tint text-danger" : changes ? "bg-warn-tint text-warn" : "bg-tint text-accent",
      )}
    >
      {method}
    </span>
  );
}
