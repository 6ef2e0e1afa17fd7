import { keyCaps } from "@/app/shortcuts";

export function KeyCaps({ keys }: { keys: string }) {
  return (
    <span className="flex gap-1">
      {keyCaps(keys).map((cap) => (
        <kbd key={cap} className="min-w-6 rounded-md border border-line bg-sunken px-1.5 py-0.5 text-center font-sans text-xs">
          {cap}
        </kbd>
      ))}
    </span>
  );
}
