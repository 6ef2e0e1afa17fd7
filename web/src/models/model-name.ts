import type { Model } from "@/api/types";

// What a model is called: with its provider where another one has a model of the same name.
export function modelName(id: string, models: readonly Model[]): string {
  const model = models.find((each) => each.id === id);
  if (!model) return id;
  const alone = models.every((each) => each === model || each.name !== model.name);
  return alone ? model.name : `${model.provider}/${model.name}`;
}
