import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { listModels } from "@/api/service";
import type { Model, ModelList } from "@/api/types";
import { useThread } from "@/thread/thread-store";
import { useModelChoice } from "./model-choice";

interface ChosenModel {
  models: Model[];
  // Names that leave the choice among several models to the server.
  routes: string[];
  // What a send names: null leaves the choice to the server.
  model: string | null;
}

// Picked here, else the conversation's own, else the one used last, else the server's default, else the first: those that
// one may not ask are not listed.
export function useChosenModel(): ChosenModel {
  const { data } = useQuery({ queryKey: ["models"], queryFn: listModels, staleTime: 60_000 });
  const models = data?.models ?? none;
  const routes = useMemo(() => routesOf(data), [data]);
  const conversationId = useThread((state) => state.conversationId);
  const own = useThread((state) => state.conversation?.model || null);
  const { lastUsed, picked } = useModelChoice();
  const offered = (id: string | null | undefined) => (models.some((model) => model.id === id) || routes.includes(id ?? "") ? id : null);
  const model = picked[conversationId ?? ""] ?? own ?? offered(lastUsed) ?? (models.find((each) => each.default) ?? models[0])?.id ?? null;
  return { models, routes, model };
}

const none: Model[] = [];

// "auto" where there are models of different tiers to choose among, and the operator's own names.
function routesOf(list: ModelList | undefined): string[] {
  if (!list) return [];
  const tiers = new Set(list.models.filter((model) => model.provider !== "demo").map((model) => model.tier ?? null));
  tiers.delete(null);
  return [...(tiers.size > 1 ? ["auto"] : []), ...list.aliases.filter((name) => name !== "auto")];
}
