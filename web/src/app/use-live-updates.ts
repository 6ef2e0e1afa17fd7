import { useEffect } from "react";
import { announce } from "@/lib/announce";
import { t } from "@/i18n/i18n";
import { connection, onConversationChange, useConnection } from "@/live/connection";
import { refreshLimits } from "@/limits/use-limits";
import { turns } from "@/live/turn-store";
import { recognise } from "@/session/session";
import { refreshConversations } from "@/sidebar/use-conversations";
import { placeTurn, settleTurn } from "@/thread/follow";
import { forgetThread, refreshThread } from "@/thread/load";
import { isCurrent, thread } from "@/thread/thread-store";
import { badgeTitle } from "./title-badge";

// Brings what happens on the server onto the screen: ends of turns, changes by other tabs, lost connections.
export function useLiveUpdates(): void {
  useEffect(() => {
    connection();
    turns.onStart = (turnId, view) => {
      if (thread().running === turnId && view.ids) placeTurn(turnId, view.ids);
    };
    turns.onEnd = (turnId, view) => {
      const ending = view.phase === "error" ? "error" : (view.finishReason ?? "stop");
      announce(t(ending === "error" ? "status.failed" : ending === "cancelled" ? "status.stopped" : "status.complete"));
      badgeTitle();
      void settleTurn(turnId);
      void refreshConversations();
      refreshLimits();
    };
    const offChange = onConversationChange((id, change) => {
      void refreshConversations();
      // What another tab deleted stays readable here until it is left.
      if (change === "deleted") return forgetThread(id);
      if (isCurrent(id) && thread().running === null && thread().phase === "ready") void refreshThread();
    });
    let wasLost = false;
    const offState = useConnection.subscribe(({ state }) => {
      if (state === "lost") wasLost = true;
      if (state !== "open" || !wasLost) return;
      wasLost = false;
      // It may have been lost because what we may do has changed.
      void recognise();
      void refreshConversations();
      if (thread().running === null && thread().phase !== "empty") void refreshThread();
    });
    return () => {
      offChange();
      offState();
    };
  }, []);
}
