import type { Page } from "playwright-core";

interface Fiber {
  child: Fiber | null;
  sibling: Fiber | null;
  alternate: Fiber | null;
  memoizedProps: unknown;
  stateNode: unknown;
}

declare global {
  interface Window {
    renderedRows: number;
  }
}

// Counts the message rows that React draws, from the hook it offers to developer tools: a row was drawn in a commit when
// its element got new props. Must be called before the page is opened; `window.renderedRows` holds the count.
export async function countRenderedRows(page: Page): Promise<void> {
  await page.addInitScript(() => {
    window.renderedRows = 0;
    const seen = new WeakMap<object, unknown>();
    const visit = (fiber: Fiber | null) => {
      for (let node = fiber; node; node = node.sibling) {
        const element = node.stateNode;
        if (element instanceof HTMLElement && element.dataset.role && seen.get(element) !== node.memoizedProps) {
          seen.set(element, node.memoizedProps);
          window.renderedRows += 1;
        }
        visit(node.child);
      }
    };
    Object.assign(window, {
      __REACT_DEVTOOLS_GLOBAL_HOOK__: {
        supportsFiber: true,
        inject: () => 1,
        onCommitFiberUnmount() {},
        onCommitFiberRoot: (_renderer: number, root: { current: Fiber }) => visit(root.current),
      },
    });
  });
}
