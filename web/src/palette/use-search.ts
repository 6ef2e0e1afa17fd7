import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { listConversations } from "@/api/conversations";
import { searchMessages } from "@/api/service";

const pauseMs = 150;

// Conversations and messages that match, asked for once the typing pauses; recent conversations for an empty text.
export function useSearch(text: string) {
  const [q, setQ] = useState("");
  useEffect(() => {
    const timer = setTimeout(() => setQ(text.trim()), pauseMs);
    return () => clearTimeout(timer);
  }, [text]);

  const titles = useQuery({
    queryKey: ["conversations", "matching", q],
    queryFn: ({ signal }) => listConversations({ limit: 8, q }, signal),
    placeholderData: keepPreviousData,
  });
  const words = useQuery({
    queryKey: ["search", q],
    queryFn: ({ signal }) => searchMessages(q, 20, signal),
    enabled: q !== "",
    placeholderData: keepPreviousData,
  });
  return {
    conversations: titles.data?.conversations ?? [],
    messages: q === "" ? [] : (words.data ?? []),
    searching: q !== text.trim() || titles.isFetching || words.isFetching,
  };
}
