// The server's tokens against those of npm's tiktoken, over a corpus made here: every text must give the same ids.
// TOKEN_IDS names the program that encodes with the server's code.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { everyCharacter, long, random, withSpecials, written } from './corpus.mjs';

const require = createRequire(new URL('../../../cmake/vocabularies/', import.meta.url));
const { get_encoding } = require('tiktoken');

const program = process.env.TOKEN_IDS;
if (!program) throw new Error('TOKEN_IDS must name the program');

function run(words, input) {
  const done = spawnSync(program, words, { input, maxBuffer: 1 << 30 });
  if (done.status !== 0) throw new Error(`${program} ${words.join(' ')}: ${done.stderr}`);
  return done.stdout;
}

function idsOf(encoding, as, texts) {
  const parts = [];
  for (const text of texts) {
    const bytes = Buffer.from(text);
    const size = Buffer.alloc(4);
    size.writeUInt32LE(bytes.length);
    parts.push(size, bytes);
  }
  const out = run([encoding, as], Buffer.concat(parts));
  const numbers = new Uint32Array(out.buffer.slice(out.byteOffset, out.byteOffset + out.length));
  const ids = [];
  for (let at = 0; at < numbers.length; at += numbers[at] + 1) ids.push(numbers.subarray(at + 1, at + 1 + numbers[at]));
  if (ids.length !== texts.length) throw new Error(`${ids.length} answers to ${texts.length} texts`);
  return ids;
}

const assigned = run(['--assigned']).toString().trim().split('\n').map((line) => line.split(' ').map(Number));
const sets = [
  ['written', 'ordinary', [...written()]],
  ['every character', 'ordinary', [...everyCharacter(assigned)]],
  ['random', 'ordinary', [...random(assigned, 3000)]],
  ['long', 'ordinary', [...long()]],
  ['special as text', 'ordinary', [...withSpecials()]],
  ['special', 'token', [...withSpecials()]],
  ['broken surrogates', 'ordinary', ['\ud800', 'a\udc00b', '\udbff\udbff\udfff x', '🙂'.slice(0, 1) + ' y']],
];

let differences = 0;
for (const name of ['cl100k_base', 'o200k_base']) {
  const reference = get_encoding(name);
  for (const [what, as, texts] of sets) {
    const ours = idsOf(name, as, texts);
    let tokens = 0;
    let bytes = 0;
    texts.forEach((text, i) => {
      const theirs = as === 'token' ? reference.encode(text, 'all') : reference.encode_ordinary(text);
      tokens += theirs.length;
      bytes += Buffer.byteLength(text);
      const at = theirs.findIndex((id, n) => id !== ours[i][n]);
      if (at === -1 && theirs.length === ours[i].length) return;
      if (++differences > 20) return;
      const where = at === -1 ? theirs.length : at;
      const near = Buffer.from(reference.decode(theirs.slice(Math.max(0, where - 4), where + 6))).toString();
      console.log(`${name}, ${what}, text ${i}: token ${where} differs near ${JSON.stringify(near)}`);
    });
    console.log(`${name}: ${what}: ${texts.length} texts, ${bytes} bytes, ${tokens} tokens`);
  }
  reference.free();
}
if (differences > 0) {
  console.log(`${differences} texts differ.`);
  process.exit(1);
}
