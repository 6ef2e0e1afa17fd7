import { useInfiniteQuery, type InfiniteData } from "@tanstack/react-query";
import { listConversations } from "@/api/conversations";
import type { Conversation, ConversationPage } from "@/api/types";
import { queryClient } from "@/app/query-client";

const pageSize = 50;
const listKey = ["conversations"];

// The sidebar's list, loaded page by page.
export function useConversations() {
  const list = useInfiniteQuery({
    queryKey: listKey,
    queryFn: ({ pageParam, signal }) => listConversations({ limit: pageSize, offset: pageParam }, signal),
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
  const before = queryClient.getQueryData<InfiniteData<ConversationPage>>(listKey);
  void queryClient.cancelQueries({ queryKey: listKey });
  queryClient.setQueryData<InfiniteData<ConversationPage>>(listKey, (data) =>
    data && { ...data, pages: data.pages.map((page) => ({ ...page, conversations: applied(page.conversations, id, change) })) },
  );
  return () => queryClient.setQueryData(listKey, before);
}

function applied(list: Conversation[], id: string, change: Partial<Conversation> | null): Conversation[] {
  if (!change) return list.filter((each) => each.id !== id);
  return list.map((each) => (each.id === id ? { ...each, ...change } : each));
}
