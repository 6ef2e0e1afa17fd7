import { describe, expect, it } from "vitest";
import type { PromptTemplate } from "@/api/prompts";
import { bodyOf, emptyDraft, emptyTemplate, isFilled, isSame, namesIn, valuesOf, variablesOf, withVariable } from "@/prompts/draft";

const template = (part: Partial<PromptTemplate>): PromptTemplate => ({ ...emptyTemplate, ...part });

describe("a prompt's draft", () => {
  it("finds each name once, in the order of the parts, as the server reads them", () => {
    const found = namesIn(
      template({
        context: "{{last}} {{who}}",
        role: "{{ who }} \\{{not}} {{1no}} {{a b}} {{a.b}} {{",
        examples: [{ user: "{{asked}}", assistant: "{{who}}" }],
      }),
    );
    expect(found).toEqual(["who", "asked", "last"]);
  });

  it("knows of each variable what was said about it, also of one that comes back", () => {
    const said = withVariable(template({ role: "{{who}}" }), { name: "who", description: "A name", default: "Ann" });
    const gone = { ...said, role: "" };
    expect(variablesOf(gone)).toEqual([]);
    expect(variablesOf({ ...gone, context: "{{who}}" })).toEqual([{ name: "who", description: "A name", default: "Ann" }]);
  });

  it("sends no empty examples and no variables that nothing names", () => {
    const draft = {
      ...emptyDraft,
      name: " Greeting ",
      template: template({
        role: "{{who}}",
        examples: [{ user: " ", assistant: "" }, { user: "Hi", assistant: "Ho" }],
        variables: [{ name: "old", description: "" }],
      }),
    };
    const body = bodyOf(draft);
    expect(body.name).toBe("Greeting");
    expect(body.template.examples).toEqual([{ user: "Hi", assistant: "Ho" }]);
    expect(body.template.variables).toEqual([{ name: "who", description: "" }]);
    expect(isSame(draft, body)).toBe(true);
    expect(isSame(draft, emptyDraft)).toBe(false);
  });

  it("leaves out values that have a default, and wants all others", () => {
    const variables = [
      { name: "who", description: "" },
      { name: "tone", description: "", default: "calm" },
      { name: "notes", description: "", default: "" },
    ];
    expect(isFilled(variables, {})).toBe(false);
    expect(isFilled(variables, { who: " " })).toBe(false);
    expect(isFilled(variables, { who: "Ann" })).toBe(true);
    expect(valuesOf(variables, { who: "Ann", tone: "", other: "x" })).toEqual({ who: "Ann" });
    expect(valuesOf(variables, { who: "Ann", tone: "loud" })).toEqual({ who: "Ann", tone: "loud" });
  });
});
