import { useQuery } from "@tanstack/react-query";
import { listModels } from "@/api/service";
import type { Model } from "@/api/types";
import { useThread } from "@/thread/thread-store";
import { useModelChoice } from "./model-choice";

interface ChosenModel {
  models: Model[];
  // What a send names: null leaves the choice to the server.
  model: string | null;
}

// Picked here, else the conversation's own, else the one used last, else the server's default, else the first: those that
// one may not ask are not listed.
export function useChosenModel(): ChosenModel {
  const { data: models = [] } = useQuery({ queryKey: ["models"], queryFn: listModels, staleTime: 60_000 });
  const conversationId = useThread((state) => state.conversationId);
  const own = useThread((state) => state.conversation?.model || null);
  const { lastUsed, picked } = useModelChoice();
  const offered = (id: string | null | undefined) => (models.some((model) => model.id === id) ? id : null);
  const model = picked[conversationId ?? ""] ?? own ?? offered(lastUsed) ?? (models.find((each) => each.default) ?? models[0])?.id ?? null;
  return { models, model };
}
