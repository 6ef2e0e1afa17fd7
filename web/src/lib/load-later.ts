const pauseMs = 1000;
const pauseMaxMs = 15_000;

// A part of the page that is fetched when needed. The server may be away just then; it is asked again until it is back,
// since an import that failed for good would take the whole page down.
export async function loadLater<T>(load: () => Promise<T>): Promise<T> {
  for (let pause = pauseMs; ; pause = Math.min(pause * 2, pauseMaxMs)) {
    try {
      return await load();
    } catch {
      await new Promise((resume) => setTimeout(resume, pause));
    }
  }
}
