/** Letters of other alphabets that look like Latin ones; pasted spam and some phone keyboards use them. */
const pairs: readonly (readonly [string, string])[] = [
  ['аеорсухіјѕԁһԛԝѵɡ', 'aeopcyxijsdhqwvg'],
  ['АВЕКМНОРСТУХІЈЅԌ', 'ABEKMHOPCTYXIJSG'],
  ['αβεηικνορτυχωγ', 'abeniknoptuxwy'],
  ['ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ', 'ABEZHIKMNOPTYX'],
  ['ðÐɖƉƌ', 'đĐđĐđ'],
  ['ıɑİ', 'iaI'],
]

const latinFor = new Map<string, string>()
for (const [foreign, latin] of pairs) {
  const letters = [...foreign]
  letters.forEach((letter, at) => latinFor.set(letter, latin[at]!))
}

const foreignLetters = /[\p{Script=Cyrillic}\p{Script=Greek}]/gu
const latinLetters = /\p{Script=Latin}/gu

/** The Latin letter a look-alike stands for, or the letter itself. */
export function latinLookAlike(letter: string): string {
  return latinFor.get(letter) ?? letter
}

/** A text truly written in another alphabet keeps its letters; one that only borrows a few gets them folded. */
export function borrowsLookAlikes(text: string): boolean {
  const foreign = text.match(foreignLetters)?.length ?? 0
  return foreign > 0 && foreign <= Math.max(2, text.match(latinLetters)?.length ?? 0)
}
