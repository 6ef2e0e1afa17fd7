import { lazy } from "react";
import { loadLater } from "@/lib/load-later";

// The parts of the page that the first view does without.
const parts = {
  palette: () => import("@/palette/palette"),
  toasts: () => import("./toasts"),
  shortcutSheet: () => import("./shortcut-sheet"),
  modelList: () => import("@/models/model-list"),
  promptChooser: () => import("@/composer/prompt-chooser"),
  apiDocs: () => import("@/docs/api-docs"),
  signedOut: () => import("@/session/signed-out"),
  signInAgain: () => import("@/session/sign-in-again"),
  settings: () => import("@/account/settings"),
  administration: () => import("@/admin/administration"),
  shareDialog: () => import("@/sharing/share-dialog"),
};

export const Palette = lazy(() => loadLater(parts.palette));
export const Toasts = lazy(() => loadLater(parts.toasts));
export const ShortcutSheet = lazy(() => loadLater(parts.shortcutSheet));
export const ModelList = lazy(() => loadLater(parts.modelList));
export const PromptChooser = lazy(() => loadLater(parts.promptChooser));
export const ApiDocs = lazy(() => loadLater(parts.apiDocs));
export const SignedOut = lazy(() => loadLater(parts.signedOut));
export const SignInAgain = lazy(() => loadLater(parts.signInAgain));
export const Settings = lazy(() => loadLater(parts.settings));
export const Administration = lazy(() => loadLater(parts.administration));
export const ShareDialog = lazy(() => loadLater(parts.shareDialog));

// Fetches what must be there at once when it is wanted: a toast that says the server is away, and the search field,
// before which typed letters would land in the composer.
export function fetchAhead(): void {
  for (const part of [parts.toasts, parts.palette, parts.shortcutSheet, parts.modelList]) void loadLater<unknown>(part);
}
