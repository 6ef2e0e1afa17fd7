import { gzipSync } from "node:zlib";
import type { Plugin, Rollup } from "vite";

// Prints what a first visit downloads, and fails the build when its JavaScript is over budget (KiB, gzipped).
export function sizeBudget({ firstLoadKiB }: { firstLoadKiB: number }): Plugin {
  return {
    name: "size-budget",
    apply: "build",
    generateBundle(_options, bundle) {
      const entry = withImports(bundle, (chunk) => chunk.isEntry);
      const markdown = withImports(bundle, (chunk) => chunk.name === "markdown-text");
      const sum = (wanted: (name: string) => boolean) =>
        Object.values(bundle).reduce((total, file) => total + (wanted(file.fileName) ? kib(file) : 0), 0);

      const first = sum((name) => name.endsWith(".js") && entry.has(name));
      const parser = sum((name) => name.endsWith(".js") && markdown.has(name) && !entry.has(name));
      const styles = sum((name) => name.endsWith(".css") && entry.has(name));
      const lazy = sum((name) => name.endsWith(".js")) - first - parser;
      const line =
        `first load ${first.toFixed(1)} KiB of JavaScript (budget ${firstLoadKiB}) and ${styles.toFixed(1)} KiB of CSS; ` +
        `with a message on the screen ${parser.toFixed(1)} KiB more; lazy ${lazy.toFixed(0)} KiB; all gzipped`;
      if (first > firstLoadKiB) this.error(`over budget: ${line}`);
      console.log(line);
    },
  };
}

type File = Rollup.OutputBundle[string];

const kib = (file: File) => gzipSync(file.type === "chunk" ? file.code : file.source).length / 1024;

// The chunks that `start` picks, everything they import statically, and their stylesheets.
function withImports(bundle: Rollup.OutputBundle, start: (chunk: Rollup.OutputChunk) => boolean): Set<string> {
  const found = new Set<string>();
  const visit = (name: string) => {
    const file = bundle[name];
    if (found.has(name) || file?.type !== "chunk") return;
    found.add(name);
    file.imports.forEach(visit);
    file.viteMetadata?.importedCss.forEach((css) => found.add(css));
  };
  for (const [name, file] of Object.entries(bundle)) if (file.type === "chunk" && start(file)) visit(name);
  return found;
}
