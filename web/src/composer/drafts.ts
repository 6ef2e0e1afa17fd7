import { readStored, writeStored } from "@/lib/storage";

// Unsent text, one draft per conversation ("" for the new one), kept in this browser.
const key = (conversationId: string | null) => `parlance.draft.${conversationId ?? "new"}`;

export const readDraft = (conversationId: string | null): string => readStored(key(conversationId)) ?? "";

export const writeDraft = (conversationId: string | null, text: string): void =>
  writeStored(key(conversationId), text.trim() ? text : null);
