export type Strength = "short" | "weak" | "fair" | "good" | "strong";

const bytesMin = 8;
const common = /^(?:password|passwort|qwerty|letmein|welcome|admin|iloveyou|12345678|parlance)/i;
const classes: readonly [RegExp, number][] = [
  [/[a-z]/, 26],
  [/[A-Z]/, 26],
  [/\d/, 10],
  [/[ -/:-@[-`{-~]/, 33],
  [/[^ -~]/, 100],
];

// A rough guess at how hard a password is to guess: the bits of its alphabet for each character that surprises.
export function passwordStrength(text: string): Strength {
  if (new TextEncoder().encode(text).length < bytesMin) return "short";
  const alphabet = classes.reduce((sum, [pattern, size]) => sum + (pattern.test(text) ? size : 0), 0);
  const bits = Math.log2(Math.max(2, alphabet)) * surprising([...text]) - (common.test(text) ? 30 : 0);
  return bits < 36 ? "weak" : bits < 52 ? "fair" : bits < 72 ? "good" : "strong";
}

// Characters that are neither the one before nor the next of a row like "abc" or "321".
function surprising(letters: readonly string[]): number {
  return letters.filter((letter, index) => {
    const step = letter.codePointAt(0)! - (letters[index - 1]?.codePointAt(0) ?? Number.NaN);
    return !(Math.abs(step) <= 1);
  }).length;
}
