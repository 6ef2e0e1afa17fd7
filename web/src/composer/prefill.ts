// Puts a text into the composer as if it had been typed, and the focus after it.
export function prefillComposer(text: string): void {
  const area = document.getElementById("composer") as HTMLTextAreaElement | null;
  if (!area) return;
  // React listens for the native setter's input event; assigning `value` alone would be overwritten.
  Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value")!.set!.call(area, text);
  area.dispatchEvent(new Event("input", { bubbles: true }));
  area.focus();
}
