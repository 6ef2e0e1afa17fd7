// localStorage that may be full or forbidden: then nothing is remembered, and nothing breaks.
export function readStored(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

export function writeStored(key: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    // Nothing to do: see above.
  }
}

export function removeStored(wanted: (key: string) => boolean): void {
  try {
    for (const key of Object.keys(localStorage)) if (wanted(key)) localStorage.removeItem(key);
  } catch {
    // As above.
  }
}
