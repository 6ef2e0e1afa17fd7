import type { Options } from "react-markdown";
import { loadLater } from "@/lib/load-later";

interface MathPlugins {
  remark: NonNullable<Options["remarkPlugins"]>;
  rehype: NonNullable<Options["rehypePlugins"]>;
}

let plugins: MathPlugins | null = null;
let loading = false;
const listeners = new Set<() => void>();

export const mathPlugins = () => plugins;

export function onMathLoaded(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

// Fetches KaTeX the first time a text needs it; until then formulas show as they were written.
export function loadMath(): void {
  if (loading) return;
  loading = true;
  void loadLater(() => import("./math-plugins")).then((loaded) => {
    plugins = loaded.plugins;
    listeners.forEach((listener) => listener());
  });
}
