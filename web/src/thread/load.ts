import { asApiError } from "@/api/api-error";
import { chooseHead, getBranch, getConversation } from "@/api/conversations";
import { followTurn } from "@/live/connection";
import { turns } from "@/live/turn-store";
import { placeTurn } from "./follow";
import { renewEnd, storedRow } from "./row";
import { emptyThread, isCurrent, setThread, thread, useThread, type ThreadState } from "./thread-store";

const firstPage = 100;
const pageMax = 1000;
// As long as a message that was jumped to stands out.
const flashMs = 2500;

// The last few threads stay in memory, so that going back to one shows it at once.
const kept = new Map<string, ThreadState>();
const keptMax = 8;

let opening: AbortController | null = null;

export function openNew(): void {
  keep();
  opening?.abort();
  useThread.setState(emptyThread, true);
}

// Shows a conversation: from memory if it is there, then as the server has it now.
export async function openThread(conversationId: string): Promise<void> {
  if (isCurrent(conversationId) && thread().phase !== "failed") return;
  keep();
  opening?.abort();
  const known = kept.get(conversationId);
  useThread.setState(known ?? { ...emptyThread, conversationId, phase: "loading" }, true);
  await refreshThread();
}

// Reads the conversation and the end of its path again; what is on the screen stays in place.
export async function refreshThread(): Promise<void> {
  const { conversationId } = thread();
  if (!conversationId) return;
  const { signal } = (opening = new AbortController());
  try {
    const [conversation, branch] = await Promise.all([
      getConversation(conversationId, signal),
      getBranch(conversationId, { limit: firstPage }, signal),
    ]);
    if (signal.aborted || !isCurrent(conversationId)) return;
    const rows = renewEnd(thread().rows, branch.messages);
    setThread({ conversation, phase: "ready", error: null, rows, earlier: branch.total - rows.length });
    const active = conversation.active_turn_id;
    if (active) {
      placeTurn(active, turns.view(active)?.ids ?? null);
      followTurn(active);
    } else setThread({ running: null });
  } catch (error) {
    if (signal.aborted || !isCurrent(conversationId)) return;
    if (thread().phase === "loading") setThread({ phase: "failed", error: asApiError(error) });
  }
}

// Loads messages before the first loaded one.
export async function loadEarlier(limit = 200): Promise<void> {
  const { conversationId, rows, earlier, loadingEarlier } = thread();
  const first = rows[0]?.message.id;
  if (!conversationId || !first || earlier === 0 || loadingEarlier) return;
  setThread({ loadingEarlier: true });
  try {
    const branch = await getBranch(conversationId, { limit: Math.min(limit, pageMax), before: first });
    if (thread().rows[0]?.message.id !== first) return;
    setThread({
      rows: [...branch.messages.map(storedRow), ...thread().rows],
      earlier: branch.messages.length ? Math.max(0, thread().earlier - branch.messages.length) : 0,
    });
  } finally {
    setThread({ loadingEarlier: false });
  }
}

// Scrolls to a message, loading upward until it is there; a message of another branch makes that branch the visible one.
export async function jumpToMessage(messageId: string): Promise<void> {
  const { conversationId } = thread();
  if (!conversationId) return;
  if (!(await loadUntil(conversationId, messageId))) await showBranchOf(messageId);
  if (!isCurrent(conversationId)) return;
  const jump = { messageId };
  setThread({ jump });
  setTimeout(() => thread().jump === jump && setThread({ jump: null }), flashMs);
}

// Loads upward as far as the message; false when the visible path does not have it.
async function loadUntil(conversationId: string, messageId: string): Promise<boolean> {
  const present = () => thread().rows.some((row) => row.message.id === messageId);
  while (!present() && thread().earlier > 0 && isCurrent(conversationId)) await loadEarlier(pageMax);
  return present();
}

// Makes the newest path through this message the visible one.
export async function showBranchOf(messageId: string): Promise<void> {
  const { conversationId } = thread();
  if (!conversationId) return;
  await chooseHead(conversationId, messageId);
  if (!isCurrent(conversationId)) return;
  await refreshThread();
  await loadUntil(conversationId, messageId);
}

export function forgetThread(conversationId: string): void {
  kept.delete(conversationId);
}

export function forgetAllThreads(): void {
  opening?.abort();
  kept.clear();
  useThread.setState(emptyThread, true);
}

function keep(): void {
  const state = thread();
  if (!state.conversationId || state.phase !== "ready") return;
  kept.delete(state.conversationId);
  kept.set(state.conversationId, { ...state, jump: null, loadingEarlier: false });
  for (const oldest of kept.keys()) {
    if (kept.size <= keptMax) break;
    kept.delete(oldest);
  }
}
