// A message that is on its way from the server.
export function RowSkeleton({ height }: { height: number }) {
  return (
    <div className="flex flex-col gap-3 py-2 animate-shimmer" style={{ height }} aria-hidden>
      <span className="h-4 w-2/3 rounded-full bg-hover" />
      <span className="h-4 w-full rounded-full bg-hover" />
      <span className="h-4 w-1/2 rounded-full bg-hover" />
    </div>
  );
}
