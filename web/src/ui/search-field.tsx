import { Search } from "lucide-react";
import { inputLook } from "./field";

export function SearchField({ label, value, onChange }: { label: string; value: string; onChange: (value: string) => void }) {
  return (
    <div className="relative min-w-48 flex-1 sm:max-w-72">
      <Search className="pointer-events-none absolute inset-y-0 start-3 my-auto size-4 text-muted" aria-hidden />
      <input
        type="search"
        aria-label={label}
        placeholder={label}
        autoComplete="off"
        className={`${inputLook} ps-9 [&::-webkit-search-cancel-button]:hidden`}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  );
}
