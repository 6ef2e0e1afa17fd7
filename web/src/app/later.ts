import { lazy } from "react";
import { loadLater } from "@/lib/load-later";

// The parts of the page that the first view does without.
const parts = {
  palette: () => import("@/palette/palette"),
  toasts: () => import("./toasts"),
  shortcutSheet: () => import("./shortcut-sheet"),
  modelList: () => import("@/models/model-list"),
  apiDocs: () => import("@/docs/api-docs"),
};

export const Palette = lazy(() => loadLater(parts.palette));
export const Toasts = lazy(() => loadLater(parts.toasts));
export const ShortcutSheet = lazy(() => loadLater(parts.shortcutSheet));
export const ModelList = lazy(() => loadLater(parts.modelList));
export const ApiDocs = lazy(() => loadLater(parts.apiDocs));

// Fetches what must be there at once when it is wanted: a toast that says the server is away, and the search field,
// before which typed letters would land in the composer.
export function fetchAhead(): void {
  for (const part of [parts.toasts, parts.palette, parts.shortcutSheet, parts.modelList]) void loadLater<unknown>(part);
}
