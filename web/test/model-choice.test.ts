import { beforeEach, expect, it, vi } from "vitest";
import type { Model } from "@/api/types";
import { modelName } from "@/models/model-name";

beforeEach(() => {
  localStorage.clear();
  vi.resetModules();
});

it("remembers what was picked for each conversation, over a reload", async () => {
  const before = await import("@/models/model-choice");
  before.pickModel(null, "a/one");
  before.pickModel("c1", "a/two");
  before.pickModel("c1", "b/three");
  vi.resetModules();

  const { useModelChoice } = await import("@/models/model-choice");
  expect(useModelChoice.getState()).toEqual({ lastUsed: "b/three", picked: { c1: "b/three" } });
});

it("starts afresh where what is stored is damaged", async () => {
  localStorage.setItem("parlance.models", "[1");
  const { useModelChoice } = await import("@/models/model-choice");
  expect(useModelChoice.getState().picked).toEqual({});
});

it("names the provider only where two have a model of the same name", () => {
  const model = (provider: string, name: string) => ({ id: `${provider}/${name}`, name, provider }) as Model;
  const models = [model("a", "one"), model("b", "one"), model("b", "two")];
  expect(modelName("b/one", models)).toBe("b/one");
  expect(modelName("b/two", models)).toBe("two");
  expect(modelName("gone", models)).toBe("gone");
});
