/** English with other letters and a third longer, as many languages are: for tests of what is translated, and of what has room. */

const PLAIN = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const DISGUISED = [...'ÅƁÇĐÉƑĜĤÎĴĶĻṀÑÖÞǪŔŠŢÛṼŴẊÝŽåƀçđéƒĝĥîĵķļɱñöþǫŕšţûṽŵẋýž'];
const VOWEL = /[aeiou]/i;

export function pseudo(words: string): string {
  return [...words]
    .map((letter) => {
      const other = DISGUISED[PLAIN.indexOf(letter)];
      if (other === undefined) return letter;
      return VOWEL.test(letter) ? other + other : other;
    })
    .join('');
}
