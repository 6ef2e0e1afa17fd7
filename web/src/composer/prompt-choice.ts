import { create } from "zustand";
import type { PromptUse } from "@/api/prompts";

export interface ChosenPrompt extends PromptUse {
  name: string;
}

// The template that the next message brings along, by conversation; "" stands for the new one.
const useChoice = create<{ chosen: Readonly<Record<string, ChosenPrompt | null>> }>(() => ({ chosen: {} }));

export const useChosenPrompt = (conversationId: string | null) => useChoice(({ chosen }) => chosen[conversationId ?? ""] ?? null);

export function choosePrompt(conversationId: string | null, prompt: ChosenPrompt | null): void {
  useChoice.setState(({ chosen }) => ({ chosen: { ...chosen, [conversationId ?? ""]: prompt } }));
}

export const forgetPrompts = () => useChoice.setState({ chosen: {} });
