/** The engine compares words without their case and in one composition; so does the list. Pure. */
const folded = (word: string) => word.normalize('NFKC').toLowerCase().trim();

const sets = new WeakMap<readonly string[], ReadonlySet<string>>();

export function isKept(word: string, words: readonly string[]): boolean {
  // A list is asked for each word of another, and with each key that is pressed in the search.
  const set = sets.get(words) ?? new Set(words.map(folded));
  sets.set(words, set);
  return set.has(folded(word));
}
