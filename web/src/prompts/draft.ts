import { promptParts, type Prompt, type PromptBody, type PromptTemplate, type PromptVariable } from "@/api/prompts";

export const emptyTemplate: PromptTemplate = {
  role: "",
  instructions: "",
  constraints: "",
  format: "",
  context: "",
  examples: [],
  variables: [],
};

export const emptyDraft: PromptBody = { name: "", description: "", shared: false, template: emptyTemplate };

export const draftOf = ({ name, description, shared, template }: Prompt): PromptBody => ({ name, description, shared, template });

// A place as the server reads it: `\{{` are braces that stand for themselves.
const place = /(\\?)\{\{[ \t]*([A-Za-z_][A-Za-z0-9_]{0,63})[ \t]*\}\}/g;

// The names in the parts of a template, each once, in the order of the parts.
export function namesIn(template: PromptTemplate): string[] {
  const texts = [
    ...promptParts.slice(0, 4).map((part) => template[part]),
    ...template.examples.flatMap(({ user, assistant }) => [user, assistant]),
    template.context,
  ];
  const found = texts.flatMap((text) => [...text.matchAll(place)].filter((match) => !match[1]).map((match) => match[2]!));
  return [...new Set(found)];
}

// The variables that the text asks for, with what is known of each. One that the text names no more is forgotten only
// when the template is saved: it may come back while somebody types.
export function variablesOf(template: PromptTemplate): PromptVariable[] {
  return namesIn(template).map(
    (name) => template.variables.find((each) => each.name === name) ?? { name, description: "" },
  );
}

export function withVariable(template: PromptTemplate, changed: PromptVariable): PromptTemplate {
  const others = template.variables.filter((each) => each.name !== changed.name);
  return { ...template, variables: [...others, changed] };
}

// What is sent: empty examples are no examples.
export function bodyOf(draft: PromptBody): PromptBody {
  const examples = draft.template.examples.filter(({ user, assistant }) => user.trim() || assistant.trim());
  const template = { ...draft.template, examples };
  return { ...draft, name: draft.name.trim(), template: { ...template, variables: variablesOf(template) } };
}

export const isSame = (a: PromptBody, b: PromptBody) => JSON.stringify(bodyOf(a)) === JSON.stringify(bodyOf(b));

// The values to send: a field left empty gives way to its default, where there is one.
export function valuesOf(variables: readonly PromptVariable[], typed: Record<string, string>): Record<string, string> {
  const given = variables.filter(({ name, default: usual }) => typed[name] || usual === undefined || usual === null);
  return Object.fromEntries(given.map(({ name }) => [name, typed[name] ?? ""]));
}

// Whether everything that must be given is there.
export const isFilled = (variables: readonly PromptVariable[], typed: Record<string, string>) =>
  variables.every(({ name, default: usual }) => typed[name]?.trim() || (usual !== undefined && usual !== null));
