import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useLayoutEffect } from "react";
import { MessageRow } from "@/message/message-row";
import { cx } from "@/lib/class-names";
import { estimateHeight, skeletonHeight } from "./estimate";
import { loadEarlier } from "./load";
import { RowSkeleton } from "./row-skeleton";
import { useAnchor } from "./use-anchor";
import { useThread } from "./thread-store";

interface Props {
  scroller: HTMLElement;
  // The person was brought elsewhere: stop following the end.
  onJump: () => void;
}

const gap = 8;

// The visible path, of which only the rows near the viewport exist. Rows that are not loaded yet stand as skeletons, so
// the scroll bar tells the whole length; spacers above and below keep the rest in normal flow.
export function ThreadRows({ scroller, onJump }: Props) {
  const rows = useThread((state) => state.rows);
  const earlier = useThread((state) => state.earlier);
  const jump = useThread((state) => state.jump);

  const virtualizer = useVirtualizer<HTMLElement, Element>({
    count: earlier + rows.length,
    getScrollElement: () => scroller,
    estimateSize: (index) => estimateHeight(rows[index - earlier]),
    getItemKey: (index) => rows[index - earlier]?.key ?? index,
    overscan: 4,
    gap,
    initialOffset: () => Number.MAX_SAFE_INTEGER,
  });
  useAnchor(virtualizer, scroller, earlier);

  const items = virtualizer.getVirtualItems();
  const top = items[0]?.index ?? earlier;
  useEffect(() => {
    // Far above what is loaded the person is on the way to the beginning: take bigger steps.
    if (earlier > 0 && top < earlier + 10) void loadEarlier(earlier - top > 100 ? 1000 : 200);
  }, [earlier, top, rows]);

  useLayoutEffect(() => {
    if (!jump) return;
    const index = rows.findIndex((row) => row.message.id === jump.messageId);
    if (index < 0) return;
    onJump();
    virtualizer.scrollToIndex(earlier + index, { align: "center" });
    // Only a new wish scrolls, not the rows that load afterwards.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [jump]);

  const before = items[0]?.start ?? 0;
  const after = virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0);
  return (
    <>
      <div style={{ height: before }} aria-hidden />
      {items.map(({ index, key }, place) => {
        const row = rows[index - earlier];
        return (
          <div
            key={key}
            ref={virtualizer.measureElement}
            data-index={index}
            data-message={row?.message.id ?? ""}
            style={{ marginTop: place ? gap : 0 }}
            className={cx(row && jump?.messageId === row.message.id && "rounded-2xl animate-flash")}
          >
            {row ? <MessageRow row={row} last={row === rows.at(-1)} /> : <RowSkeleton height={skeletonHeight} />}
          </div>
        );
      })}
      <div style={{ height: Math.max(0, after) }} aria-hidden />
    </>
  );
}
