import type { Plugin } from "vite";

// Every browser that can run the page reads woff2, so the older copies that KaTeX's stylesheet names are left out.
export function woff2Only(): Plugin {
  return {
    name: "woff2-only",
    enforce: "pre",
    transform(code, id) {
      if (!/katex.*\.css/.test(id)) return null;
      return code.replace(/,\s*url\([^)]*\.(?:woff|ttf)\)\s*format\("[^"]*"\)/g, "");
    },
  };
}
