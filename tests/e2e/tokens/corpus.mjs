// Texts to compare tokenizers by: what people write, what breaks tokenizers, and every character there is.

const sentences = [
  'The quick brown fox jumps over the lazy dog. It\'s what they\'d do; WE\'VE SEEN IT, haven\'t we? I\'m sure you\'ll agree.',
  'Zwölf Boxkämpfer jagen Viktor quer über den großen Sylter Deich – „weißt du’s?“',
  'Voix ambiguë d’un cœur qui au zéphyr préfère les jattes de kiwis.',
  'Съешь же ещё этих мягких французских булок, да выпей чаю.',
  'Ξεσκεπάζω την ψυχοφθόρα βδελυγμία.',
  'いろはにほへと ちりぬるを。東京都庁は新宿にあります。カタカナ・ﾊﾝｶｸ',
  '我能吞下玻璃而不伤身体。繁體中文也一樣：「測試」……',
  '다람쥐 헌 쳇바퀴에 타고파. 안녕하세요, 여러분!',
  'نص حكيم له سر قاطع وذو شأن عظيم مكتوب على ثوب أخضر ومغلف بجلد أزرق ١٢٣٤٥',
  'דג סקרן שט בים מאוכזב ולפתע מצא חברה. שָׁלוֹם',
  'ऋषियों को सताने वाले दुष्ट राक्षसों के राजा रावण का सर्वनाश। १२३४',
  'வணக்கம் உலகம். இது ஒரு சோதனை. తెలుగు కన్నడ മലയാളം',
  'เป็นมนุษย์สุดประเสริฐเลิศคุณค่า กว่าบรรดาฝูงสัตว์เดรัจฉาน ๑๒๓',
  'မြန်မာ ភាសាខ្មែរ ພາສາລາວ བོད་ཡིག ქართული հայերեն አማርኛ ᏣᎳᎩ ᐃᓄᒃᑎᑐᑦ ᠮᠣᠩᠭᠣᠯ',
  'Tiếng Việt: Con cáo nâu nhanh nhẹn nhảy qua con chó lười biếng. İstanbul\'da ığüşöç',
  '👩‍👩‍👧‍👦 👍🏽 🇩🇪🇫🇷 ❤️‍🔥 1️⃣ 🏴󠁧󠁢󠁥󠁮󠁧󠁿 ☃︎ 🫠',
  'e\u0301 a\u0308\u0323 Z\u0351\u036b\u0343a\u0300l\u0310g\u035co\u0489 \u200b\u200d\ufeff\u00ad\u2060',
  'ǅ ǈ ǋ ᾈ ʰʲ ª º ⅷ Ⅻ ² ½ ٣ ๓ 𝟙𝟚 ꟲ ſ K Å',
];

const code = [
  'int main(int argc, char** argv) {\n\tstd::vector<std::string_view> v{argv, argv + argc};\n\n\n    return v.empty() ? 1 : 0;  // why?\r\n}\r\n',
  'def f(x: int) -> dict[str, list[int]]:\n    """Doc."""\n    return {f"{x!r:>10}": [i**2 for i in range(x) if i % 2 == 0]}\n',
  'const a = async ({ b, ...c }) => (await d?.(`${b}/${c}`)) ?? /[^\\s\\p{L}]+/gu;\n',
  '<div class="x-1 md:hover:bg-[#0fF]" data-y=\'{"a":[1,2.5e-10,null]}\'>&nbsp;</div><!-- -->\n',
  'SELECT "a"."b", COUNT(*) FROM t WHERE x >= $1 AND y IS NOT NULL GROUP BY 1,2;--\n',
  '\\begin{align*} \\int_{0}^{\\infty} e^{-x^2}\\,dx &= \\frac{\\sqrt{\\pi}}{2} \\end{align*}',
  'https://example.org/a/b/c?x=%20y&z=1#frag // foo@bar.example  C:\\dir\\file.txt ~/.config/*.toml\n/////\n\n',
  'aGVsbG8gd29ybGQgdGhpcyBpcyBiYXNlNjQ= 0xDEADBEEF 3.14159265358979 1234567890123 2024-01-31T23:59:59Z',
  'camelCaseWord PascalCASEWord SCREAMING_SNAKE kebab-case XMLHttpRequest iOS14App ABCdefGHI don\'T CAN\'T it\'S \'s \'ſ O\'RE',
];

const blanks = ['', ' ', '  ', '\n', '\r\n', '\t', ' \n', '\n ', '\r\r\n\n', ' \t \n \n  ', '\u00a0', '\u3000\u2003', '\u0085\u2028\u2029',
  '\u180e', '\v\f', '\u001c\u001d\u001e\u001f', '\u200b', '\0'];

const specials = ['<|endoftext|>', '<|fim_prefix|>', '<|fim_middle|>', '<|fim_suffix|>', '<|endofprompt|>'];

// Numbers that are the same in every run.
export function draw(seed) {
  return (below) => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return Math.floor((seed / 4294967296) * below);
  };
}

// Every piece of text beside every blank, and beside itself in other cases.
export function* written() {
  for (const one of [...sentences, ...code]) {
    yield one;
    yield one.toUpperCase();
    yield one.replaceAll(' ', '');
    yield one.normalize('NFD');
    yield [...one].reverse().join('');
    for (const blank of blanks) yield blank + one + blank + blank + one.split(' ').join(blank) + blank;
  }
  for (const a of blanks) for (const b of blanks) for (const c of blanks) yield `${a}${b}x${b}${c}1${a}.${c}${a}${b}`;
}

// Each assigned character where the patterns look: alone, doubled, behind and before letters of both cases, digits, signs,
// blanks, an apostrophe. `many` to a text, apart by lines, so that a difference is found near.
export function* everyCharacter(ranges, many = 64) {
  let texts = [];
  for (const [begin, end] of ranges)
    for (let code = begin; code <= end; ++code) {
      const c = String.fromCodePoint(code);
      texts.push(`${c} a${c}b ${c}${c} A${c}B${c}c 1${c}2 .${c}! '${c} ${c}'s  ${c}\u3000${c}\n${c}`);
      if (texts.length === many) {
        yield texts.join('\n');
        texts = [];
      }
    }
  yield texts.join('\n');
}

// Random text: of one block of characters, of several, of all; with what people put between words.
export function* random(ranges, count) {
  const any = draw(42);
  const all = ranges.flatMap(([begin, end]) => (end - begin > 20000 ? [[begin, begin + 20000], [begin, end]] : [[begin, end]]));
  for (let i = 0; i < count; ++i) {
    const mine = Array.from({ length: 1 + any(4) }, () => all[any(all.length)]);
    let text = '';
    for (let n = 40 + any(400); n > 0; --n) {
      const [begin, end] = mine[any(mine.length)];
      const kind = any(12);
      if (kind === 0) text += blanks[any(blanks.length)];
      else if (kind === 1) text += String.fromCharCode(32 + any(95));
      else if (kind === 2) text += ' ';
      else if (kind === 3) text += String(any(100000));
      else text += String.fromCodePoint(begin + any(end - begin + 1));
    }
    yield text;
  }
}

// Long pieces, which take another way than short ones; the reference takes n² for them, so they stay short of a few KB.
export function* long() {
  const any = draw(7);
  for (const unit of ['a', 'A', 'ab', ' ', '\n', '\t', '=', '-', '. ', 'é', '東', '👍', '\u0301', '0', 'xyzzy', 'The', '\u200d'])
    for (const size of [127, 128, 129, 255, 256, 257, 1000, 3000]) yield unit.repeat(Math.ceil(size / unit.length));
  for (let i = 0; i < 200; ++i) {
    const letters = Array.from({ length: 2 + any(20) }, () => String.fromCharCode(97 + any(26)));
    yield Array.from({ length: 100 + any(1500) }, () => letters[any(letters.length)]).join('');
  }
}

// Text that holds special tokens, whole and broken.
export function* withSpecials() {
  const any = draw(11);
  for (const one of specials) yield* [one, ` ${one} `, one + one, `a${one}b`, one.slice(0, -1), `<|${one}|>`, `<<|${one}`];
  for (let i = 0; i < 300; ++i)
    yield Array.from({ length: 1 + any(6) }, () =>
      [...specials, '<|', '|>', 'word ', '  ', '\n'][any(specials.length + 5)] + sentences[any(sentences.length)].slice(any(9), 9 + any(30))).join('');
}
