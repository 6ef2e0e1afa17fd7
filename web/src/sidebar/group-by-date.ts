import type { Conversation } from "@/api/types";

export type GroupName = "pinned" | "today" | "yesterday" | "week" | "month" | { month: string };

export interface Group {
  name: GroupName;
  conversations: Conversation[];
}

const dayMs = 86_400_000;

// The list under headings: pinned, today, yesterday, the last 7 and 30 days, then by month. Keeps the given order.
export function groupByDate(conversations: readonly Conversation[], now: Date, locale: string): Group[] {
  const groups: Group[] = [];
  const put = (name: GroupName, conversation: Conversation) => {
    const known = groups.find((group) => headingKey(group.name) === headingKey(name));
    if (known) known.conversations.push(conversation);
    else groups.push({ name, conversations: [conversation] });
  };
  const midnight = new Date(now.getFullYear(), now.getMonth(), now.getDate()).getTime();
  const month = new Intl.DateTimeFormat(locale, { month: "long", year: "numeric" });

  for (const conversation of conversations.filter((each) => each.pinned)) put("pinned", conversation);
  for (const conversation of conversations.filter((each) => !each.pinned)) {
    const date = new Date(conversation.updated_at);
    const daysAgo = Math.ceil((midnight - date.getTime()) / dayMs);
    if (daysAgo <= 0) put("today", conversation);
    else if (daysAgo === 1) put("yesterday", conversation);
    else if (daysAgo <= 7) put("week", conversation);
    else if (daysAgo <= 30) put("month", conversation);
    else put({ month: month.format(date) }, conversation);
  }
  return groups;
}

export const headingKey = (name: GroupName): string => (typeof name === "string" ? name : name.month);
