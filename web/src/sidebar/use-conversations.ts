import { useInfiniteQuery, type InfiniteData, type Query } from "@tanstack/react-query";
import { listConversations } from "@/api/conversations";
import type { Conversation, ConversationPage } from "@/api/types";
import { queryClient } from "@/app/query-client";

const pageSize = 50;
const listKey = ["conversations"];

export type Whose = "own" | "shared";

// The sidebar's list, loaded page by page: one's own conversations, or those that others share with one.
export function useConversations(whose: Whose) {
  const list = useInfiniteQuery({
    queryKey: [...listKey, whose],
    queryFn: ({ pageParam, signal }) =>
      listConversations({ limit: pageSize, offset: pageParam, shared: whose === "shared" ? "true" : undefined }, signal),
    initialPageParam: 0,
    getNextPageParam: ({ pagination }) => (pagination.has_more ? pagination.offset + pagination.limit : undefined),
  });
  // A conversation that moved up between two page loads would come twice.
  const byId = new Map(list.data?.pages.flatMap((page) => page.conversations).map((each) => [each.id, each]));
  return { ...list, conversations: [...byId.values()] };
}

export const refreshConversations = () => queryClient.invalidateQueries({ queryKey: listKey });

// Shows a change before the server has confirmed it; `null` takes the conversation out. Returns the way back.
export function changeListed(id: string, change: Partial<Conversation> | null): () => void {
  type Pages = InfiniteData<ConversationPage>;
  // What a search found lies beside the lists, in another shape.
  const lists = { queryKey: listKey, predicate: ({ queryKey }: Query) => queryKey[1] === "own" || queryKey[1] === "shared" };
  const before = queryClient.getQueriesData<Pages>(lists);
  void queryClient.cancelQueries(lists);
  queryClient.setQueriesData<Pages>(lists, (data) =>
    data && { ...data, pages: data.pages.map((page) => ({ ...page, conversations: applied(page.conversations, id, change) })) },
  );
  return () => before.forEach(([key, data]) => queryClient.setQueryData(key, data));
}

function applied(list: Conversation[], id: string, change: Partial<Conversation> | null): Conversation[] {
  if (!change) return list.filter((each) => each.id !== id);
  return list.map((each) => (each.id === id ? { ...each, ...change } : each));
}
