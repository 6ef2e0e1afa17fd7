// Whom a budget can be set for.
export const subjectKinds = ["global", "organisation", "group", "user", "key", "conversation"] as const;
export type SubjectKind = (typeof subjectKinds)[number];

export const subjectKindKey = (kind: string) =>
  `budgets.of.${(subjectKinds as readonly string[]).includes(kind) ? (kind as SubjectKind) : "global"}` as const;
