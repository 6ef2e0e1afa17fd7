const mark = "● ";

// An answer that ends in a background tab marks the tab's title until it is looked at.
export function badgeTitle(): void {
  if (!document.hidden || document.title.startsWith(mark)) return;
  document.title = mark + document.title;
  document.addEventListener("visibilitychange", unbadge);
}

function unbadge(): void {
  if (document.hidden) return;
  if (document.title.startsWith(mark)) document.title = document.title.slice(mark.length);
  document.removeEventListener("visibilitychange", unbadge);
}

export function setTitle(title: string | null): void {
  const marked = document.title.startsWith(mark) && document.hidden;
  document.title = (marked ? mark : "") + (title ? `${title} · Parlance` : "Parlance");
}
