import type { LetterKind } from '../letter/letter.ts'

/** The ward's words for one kind of letter. A newer approved version retires the one before. */
export type LetterText = {
  id: string
  kind: LetterKind
  version: number
  body: string
  status: 'draft' | 'approved' | 'retired'
}

export type TextFault = 'text_missing' | 'text_too_long' | 'text_not_sober' | 'text_has_number'

const longest = 900

/**
 * What no letter may say (domain: customs and taboos). Mourning knows no exclamation mark, no wish of joy, no emoji; and no
 * letter carries a number of anybody: no identity number, no day of birth, no amount.
 */
export function textFault(kind: LetterKind, body: string): TextFault | null {
  const text = body.normalize('NFC').trim()
  if (text === '') return 'text_missing'
  if (text.length > longest) return 'text_too_long'
  if (/\d{3,}/.test(text)) return 'text_has_number'
  if (/\p{Extended_Pictographic}/u.test(text)) return 'text_not_sober'
  if (kind === 'condolence' && /!|(?<!\p{L})chúc(?!\p{L})|(?<!\p{L})mừng(?!\p{L})|(?<!\p{L})chết(?!\p{L})/iu.test(text))
    return 'text_not_sober'
  return null
}
