import { readStored, removeStored, writeStored } from "@/lib/storage";

// Unsent text, one draft per conversation ("" for the new one), kept in this browser.
const prefix = "parlance.draft.";
const key = (conversationId: string | null) => prefix + (conversationId ?? "new");

// Off once its writer has left: the message field that goes away then would save its text once more.
let keeping = true;

export const readDraft = (conversationId: string | null): string => readStored(key(conversationId)) ?? "";

export function writeDraft(conversationId: string | null, text: string): void {
  if (keeping) writeStored(key(conversationId), text.trim() ? text : null);
}

export const keepDrafts = () => {
  keeping = true;
};

export function forgetDrafts(): void {
  keeping = false;
  removeStored((name) => name.startsWith(prefix));
}
