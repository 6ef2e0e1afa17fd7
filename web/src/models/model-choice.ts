import { create } from "zustand";
import { readStored, writeStored } from "@/lib/storage";

const key = "parlance.model";

interface ModelChoice {
  lastUsed: string | null;
  // What was picked for a conversation in this tab; "" stands for the new one.
  picked: Readonly<Record<string, string>>;
}

export const useModelChoice = create<ModelChoice>(() => ({ lastUsed: readStored(key), picked: {} }));

export function pickModel(conversationId: string | null, model: string): void {
  writeStored(key, model);
  useModelChoice.setState(({ picked }) => ({ lastUsed: model, picked: { ...picked, [conversationId ?? ""]: model } }));
}

export function forgetModels(): void {
  writeStored(key, null);
  useModelChoice.setState({ lastUsed: null, picked: {} });
}
