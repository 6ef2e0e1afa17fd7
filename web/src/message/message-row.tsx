import { memo } from "react";
import type { Row } from "@/thread/row";
import { Answer } from "./answer";
import { UserMessage } from "./user-message";

interface Props {
  row: Row;
  // The last answer keeps its actions in sight.
  last: boolean;
}

// One line of the thread. Drawn again only when its own row changes.
export const MessageRow = memo(function MessageRow({ row, last }: Props) {
  if (row.message.role === "user") return <UserMessage message={row.message} />;
  return <Answer row={row} last={last} />;
});
