export type SessionChange = "in" | "out";

const channel = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel("parlance.session");

// Tabs share one cookie: what one of them does to it, the others follow at once.
export const tellOtherTabs = (change: SessionChange) => channel?.postMessage(change);

export function onOtherTab(listener: (change: SessionChange) => void): void {
  if (channel) channel.onmessage = (message) => listener(message.data as SessionChange);
}
