// The answer as it is drawn, for pasting into a word processor; without buttons and other furniture.
export function renderedHtml(messageId: string): string | undefined {
  const prose = document.querySelector(`[data-message="${CSS.escape(messageId)}"] article > .prose`);
  if (!prose) return undefined;
  const copy = prose.cloneNode(true) as Element;
  copy.querySelectorAll("button, figcaption, svg").forEach((element) => element.remove());
  return new XMLSerializer().serializeToString(copy);
}
