// Where to go after signing in: an address of this page, whatever the link said.
export function returnPath(wanted: string | null): string {
  if (!wanted?.startsWith("/")) return "/";
  let url: URL;
  try {
    url = new URL(wanted, location.origin);
  } catch {
    return "/";
  }
  const path = url.pathname + url.search + url.hash;
  // "//elsewhere" and "/\elsewhere" are other hosts; the sign-in itself would lead in a circle.
  if (url.origin !== location.origin || path.startsWith("//") || signInPages.has(url.pathname)) return "/";
  return path;
}

const signInPages = new Set(["/signin", "/register", "/forgot", "/reset"]);
