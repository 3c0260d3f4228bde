import { isVietnameseSyllable } from './syllable-shape.ts'

export type LegacyEncoding = 'tcvn3' | 'vni'

/** TCVN 5712:1993 VN3 ("ABC" fonts) read as Latin-1. */
const tcvn3From = 'µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉËÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\u00adõøö÷ùúýûüþ®§¡¢£¤¥¦'
const tcvn3To = 'àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđĐĂÂÊÔƠƯ'
const tcvn3 = new Map([...tcvn3From].map((letter, at) => [letter, [...tcvn3To][at]!]))

/** VNI-Windows writes a mark as a second letter after its vowel. */
const vniMarks: Record<string, string> = {
  'ø': '\u0300', 'ù': '\u0301', 'û': '\u0309', 'õ': '\u0303', 'ï': '\u0323',
  'â': '\u0302', 'à': '\u0302\u0300', 'á': '\u0302\u0301', 'å': '\u0302\u0309', 'ã': '\u0302\u0303', 'ä': '\u0302\u0323',
  'ê': '\u0306', 'è': '\u0306\u0300', 'é': '\u0306\u0301', 'ú': '\u0306\u0309', 'ü': '\u0306\u0303', 'ë': '\u0306\u0323',
} // prettier-ignore
const vniAlone: Record<string, string> = { 'ô': 'ơ', 'ö': 'ư', 'æ': 'ỉ', 'ó': 'ĩ', 'ò': 'ị', 'î': 'ỵ', 'ñ': 'đ' } // prettier-ignore
const vniVowel = /([aeoôuöyAEOÔUÖY])([øùûõïâàáåãäêèéúüëØÙÛÕÏÂÀÁÅÃÄÊÈÉÚÜË])|([ôöæóòîñÔÖÆÓÒÎÑ])/g

/** Letters that no text in an old encoding holds. */
const unicodeOnly =
  /[\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9\u0300-\u0323]/

/** Which pre-Unicode Vietnamese encoding these letters were typed in, or null when they are what they seem. */
export function detectLegacyEncoding(text: string): LegacyEncoding | null {
  const sample = text.slice(0, 4000)
  if (!/[\u00a1-\u00ff]/.test(sample) || unicodeOnly.test(sample)) return null
  const words = sample
    .split(/[\s.,;:!?()"/]+/)
    .filter((word) => /[\u00a1-\u00ff]/.test(word) && !/^\P{L}+$/u.test(word))
  const asIs = words.filter(isVietnameseSyllable).length
  const asTcvn3 = words.filter((word) => isVietnameseSyllable(decodeLegacy(word, 'tcvn3'))).length
  const asVni = words.filter((word) => isVietnameseSyllable(decodeLegacy(word, 'vni'))).length
  const best = Math.max(asTcvn3, asVni)
  if (best < 1 || best < words.length * 0.7 || asIs > words.length * 0.5 || best <= asIs) return null
  if (words.length === 1 && !/[^\x00-\u00ff]|[µ¸¶·¹¨»¾¼½©ª«¬®§]|[aeouyAEOUY][øùûõïâåäêëü]/.test(sample)) return null
  return asVni > asTcvn3 ? 'vni' : 'tcvn3'
}

/** Does this text hold letters of an old Vietnamese font? */
export function detectLegacyBytes(text: string): boolean {
  return detectLegacyEncoding(text) !== null
}

/** The text in Unicode. Letters the encoding does not use stay as they are. */
export function decodeLegacy(text: string, encoding: LegacyEncoding): string {
  if (encoding === 'tcvn3') return [...text].map((letter) => tcvn3.get(letter) ?? letter).join('')
  return text.replace(vniVowel, (pair, vowel?: string, mark?: string) => {
    if (vowel === undefined || mark === undefined) return alone(pair)
    return (alone(vowel) + (vniMarks[mark.toLowerCase()] ?? '')).normalize('NFC')
  })
}

function alone(letter: string): string {
  const lower = letter.toLowerCase()
  const decoded = vniAlone[lower] ?? lower
  return letter === lower ? decoded : decoded.toUpperCase()
}
