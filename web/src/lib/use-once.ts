import { useState } from "react";

// True from the first time on: a lazy dialog stays mounted, so that it can close with its focus handled.
export function useOnce(value: boolean): boolean {
  const [seen, setSeen] = useState(value);
  if (value && !seen) setSeen(true);
  return seen;
}
