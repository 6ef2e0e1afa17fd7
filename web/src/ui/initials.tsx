import { cx } from "@/lib/class-names";

// One or two letters in a circle: a person without a picture.
export function Initials({ name, className }: { name: string; className?: string }) {
  const words = name.trim().split(/[\s@._-]+/).filter(Boolean);
  const letters = [words[0], words.length > 1 ? words.at(-1) : ""].map((word) => [...(word ?? "")][0] ?? "").join("");
  return (
    <span
      aria-hidden
      className={cx("inline-flex shrink-0 items-center justify-center rounded-full bg-tint text-xs font-semibold text-accent uppercase", className)}
    >
      {letters || "?"}
    </span>
  );
}
