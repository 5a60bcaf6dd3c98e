/** The engine compares words without their case and in one composition; so does the list. Pure. */
const folded = (word: string) => word.normalize('NFKC').toLowerCase().trim();

export function isKept(word: string, words: readonly string[]): boolean {
  return words.some((each) => folded(each) === folded(word));
}
