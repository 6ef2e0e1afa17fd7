import { memo } from "react";
import type { Row } from "@/thread/row";
import { isLive } from "@/thread/row";
import { AssistantMessage } from "./assistant-message";
import { LiveMessage } from "./live-message";
import { UserMessage } from "./user-message";

interface Props {
  row: Row;
  // The last answer keeps its actions in sight.
  last: boolean;
}

// One line of the thread. Drawn again only when its own row changes.
export const MessageRow = memo(function MessageRow({ row, last }: Props) {
  if (row.message.role === "user") return <UserMessage message={row.message} />;
  if (isLive(row)) return <LiveMessage row={row} />;
  return <AssistantMessage row={row} last={last} />;
});
