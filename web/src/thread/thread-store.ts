import { create } from "zustand";
import type { ApiError } from "@/api/api-error";
import type { Conversation } from "@/api/types";
import type { Row } from "./row";

// The conversation on the screen: the loaded end of its visible path. Never the composer's text.
export interface ThreadState {
  conversationId: string | null;
  conversation: Conversation | null;
  phase: "empty" | "loading" | "ready" | "failed";
  error: ApiError | null;
  rows: readonly Row[];
  // Messages of the path before rows[0], not loaded yet.
  earlier: number;
  loadingEarlier: boolean;
  // The turn that runs in this conversation: "starting" between the send and the server's word.
  running: string | null;
  // A message to scroll to; a new object for each wish.
  jump: { messageId: string } | null;
}

export const emptyThread: ThreadState = {
  conversationId: null,
  conversation: null,
  phase: "empty",
  error: null,
  rows: [],
  earlier: 0,
  loadingEarlier: false,
  running: null,
  jump: null,
};

export const useThread = create<ThreadState>(() => emptyThread);

export const thread = () => useThread.getState();
export const setThread = (part: Partial<ThreadState>) => useThread.setState(part);
export const isCurrent = (conversationId: string | null) => thread().conversationId === conversationId;

// False for a conversation that somebody shared for reading only.
export const useMayWrite = () => useThread((state) => state.conversation?.may !== "read");
