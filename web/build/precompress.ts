import { readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import type { Plugin } from "vite";

const textual = /\.(?:js|css|html|svg|json|webmanifest|txt)$/;
const brotli = promisify(brotliCompress);
const deflate = promisify(gzip);

// Writes .br and .gz beside every text file, so that the server never compresses an asset itself.
export function precompress(): Plugin {
  let folder = "dist";
  return {
    name: "precompress",
    apply: "build",
    configResolved(config) {
      folder = join(config.root, config.build.outDir);
    },
    async closeBundle() {
      const names = await readdir(folder, { recursive: true });
      await Promise.all(names.filter((name) => textual.test(name)).map((name) => compress(join(folder, name))));
    },
  };
}

async function compress(path: string) {
  if ((await stat(path)).size < 512) return;
  const content = await readFile(path);
  // Quality 9 is within 3 % of 11 at a tenth of its time.
  const options = { params: { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_SIZE_HINT]: content.length } };
  await Promise.all([
    brotli(content, options).then((bytes) => writeFile(`${path}.br`, bytes)),
    deflate(content, { level: 9 }).then((bytes) => writeFile(`${path}.gz`, bytes)),
  ]);
}
