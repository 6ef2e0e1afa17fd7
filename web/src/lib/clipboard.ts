// Copies text, and the same as rich text where both are given. On plain-http hosts, where the clipboard API does not
// exist, a hidden textarea does. False when the browser refused.
export async function copy(text: string, html?: string): Promise<boolean> {
  try {
    if (!navigator.clipboard) return copyThroughTextarea(text);
    if (html && typeof ClipboardItem !== "undefined") {
      const part = (type: string, content: string) => ({ [type]: new Blob([content], { type }) });
      await navigator.clipboard.write([new ClipboardItem({ ...part("text/plain", text), ...part("text/html", html) })]);
    } else await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyThroughTextarea(text);
  }
}

function copyThroughTextarea(text: string): boolean {
  const focused = document.activeElement;
  const area = document.createElement("textarea");
  area.value = text;
  area.setAttribute("aria-hidden", "true");
  area.style.position = "fixed";
  area.style.opacity = "0";
  document.body.append(area);
  area.select();
  const copied = document.execCommand("copy");
  area.remove();
  if (focused instanceof HTMLElement) focused.focus();
  return copied;
}
