// tokens.mjs PROGRAM: a table of how fast the server (PROGRAM is token_speed) and npm's tiktoken (WebAssembly) count tokens
// on one core, over the same texts in the same run, one after the other. Both must count the same.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { written } from '../tests/e2e/tokens/corpus.mjs';

const require = createRequire(new URL('../cmake/vocabularies/', import.meta.url));
const { get_encoding } = require('tiktoken');
const program = process.argv[2];

const tracked = spawnSync('git', ['ls-files', 'docs', 'src', 'web/src'], { encoding: 'utf8' }).stdout.trim().split('\n');
const ownText = tracked.filter((name) => /\.(md|[ch]pp|sql|tsx?)$/.test(name)).map((name) => readFileSync(name, 'utf8'));
const letters = (count) => Array.from({ length: count }, (_, i) => String.fromCharCode(97 + ((i * i * 7 + i) % 26))).join('');

// The reference takes the square of a piece's length: it gets a shorter one of the same kind.
const texts = [
  ['code and English prose', ownText.join('')],
  ['prose of 18 scripts', [...written()].slice(0, 18 * 23).filter((_, i) => i % 23 === 0).join('\n').repeat(100)],
  ['one word of a million letters', letters(1e6), letters(2e4)],
  ['a million blanks', ' '.repeat(1e6), ' '.repeat(2e4)],
];

function ours(encoding, text, folder) {
  const file = join(folder, 'text');
  writeFileSync(file, text);
  const done = spawnSync(program, [encoding, file, '2'], { encoding: 'utf8' });
  const [tokens, , speed, first] = done.stdout.trim().split(' ').map(Number);
  return { tokens, speed, first };
}

function theirs(encoding, text) {
  let best = Infinity;
  let tokens = 0;
  const begin = performance.now();
  do {
    const round = performance.now();
    tokens = encoding.encode_ordinary(text).length;
    best = Math.min(best, performance.now() - round);
  } while (performance.now() - begin < 2000);
  return { tokens, speed: Buffer.byteLength(text) / 1e3 / best };
}

const folder = mkdtempSync(join(tmpdir(), 'parlance-tokens-'));
try {
  console.log('| Text | Encoding | Server, MB/s | npm tiktoken, MB/s |\n|---|---|--:|--:|');
  let first = 0;
  for (const [what, text, shorter] of texts)
    for (const name of ['cl100k_base', 'o200k_base']) {
      const encoding = get_encoding(name);
      const mine = ours(name, text, folder);
      const reference = theirs(encoding, shorter ?? text);
      if (!shorter && mine.tokens !== reference.tokens) throw new Error(`${what}: ${mine.tokens} and ${reference.tokens} tokens`);
      first = Math.max(first, mine.first);
      console.log(`| ${what} | ${name} | ${mine.speed.toFixed(1)} | ${reference.speed.toPrecision(2)}${shorter ? ' (of 20 KB)' : ''} |`);
      encoding.free();
    }
  console.log(`\nFirst count of a process, loading included: at most ${first} ms.`);
} finally {
  rmSync(folder, { recursive: true });
}
