import type { Translate } from '../../platform/i18n.ts'
import type { LetterWords } from './approve-letter.ts'
import { addresseeOf, formOf, type Addressee, type Form, type Party } from './address.ts'
import type { LetterKind } from './letter.ts'

export type ToWord = {
  kind: LetterKind
  parties: readonly Party[]
  /** The ward's approved words with its placeholders: "[người nhận]", "[cháu]" … */
  body: string
  wardName: string
  year: number
}

/** What officials write in brackets where a name comes: keys of `letter.placeholder.*`. */
export const placeholders = ['addressee', 'you', 'child', 'deceased', 'age', 'ward'] as const

/** The letter as the family reads it. Null where nobody is known to whom it could be written. */
export function wordLetter(t: Translate, letter: ToWord): LetterWords | null {
  const { kind, parties, body, wardName, year } = letter
  const to = addresseeOf(kind, parties, year)
  if (to === null) return null
  const addressee = addresseeWords(t, to)
  const nameOf = (role: string) => parties.find((one) => one.role === role)?.person ?? null
  const dead = nameOf('deceased')
  const honoured = kind === 'longevity' ? parties[0]!.person : null
  const values: Record<(typeof placeholders)[number], string> = {
    addressee,
    you: youWords(t, to),
    child: nameOf('child')?.fullName ?? '',
    deceased: dead === null ? '' : formWords(t, formOf(dead, year, kind), dead.fullName),
    age: honoured === null || honoured.birthYear === null ? '' : String(year - honoured.birthYear),
    ward: wardName,
  }
  const text = placeholders.reduce(
    (words, name) => words.replaceAll(t(`letter.placeholder.${name}`), values[name]),
    body.normalize('NFC')
  )
  return { addressee, text: text.replace(/[ \t]+/g, ' ').trim() }
}

function addresseeWords(t: Translate, to: Addressee): string {
  switch (to.how) {
    case 'one':
      return t(to.family ? 'letter.address.with_family' : 'letter.address.one', { who: formWords(t, to.form, to.name) })
    case 'two':
      return to.forms[0] === 'unknown'
        ? t('letter.address.two_unknown', { one: to.names[0], other: to.names[1] })
        : t('letter.address.two', {
            one: formWords(t, to.forms[0], to.names[0]),
            other: formWords(t, to.forms[1], to.names[1]),
          })
    case 'bereaved':
      return t('letter.address.bereaved', { who: formWords(t, to.form, to.name) })
  }
}

const formWords = (t: Translate, form: Form, name: string): string => t(`letter.form.${form}`, { name })

/** How the letter says "you": "anh chị", "chị", "cụ". */
function youWords(t: Translate, to: Addressee): string {
  if (to.how === 'bereaved') return t('letter.you.bereaved')
  if (to.how === 'one') return t(`letter.you.${to.form}`)
  const [one] = to.forms
  return t(
    one === 'brother' || one === 'sister'
      ? 'letter.you.young_couple'
      : one === 'elder'
        ? 'letter.you.elders'
        : 'letter.you.couple'
  )
}
