import type { Translate } from '../../platform/i18n.ts'
import { formatLetterDate, wardDateOf } from '../../platform/ward-time.ts'
import { approvedTexts } from '../letter-text/keep-letter-text.ts'
import type { LetterText } from '../letter-text/letter-text.ts'
import type { Work } from '../work.ts'
import type { LetterWords } from './approve-letter.ts'
import type { LetterCard } from './find-letters.ts'
import { isJoyful, type LetterKind } from './letter.ts'
import { findLetterSetting, type LetterSetting } from './letter-setting.ts'
import { paragraphsOf } from './paragraphs-of.ts'
import { wordLetter } from './word-letter.ts'

/** What every letter of a ward has in common. */
export type Letterhead = {
  wardName: string
  setting: LetterSetting
  texts: ReadonlyMap<LetterKind, LetterText>
  today: string
}

export async function findLetterhead(work: Work): Promise<Letterhead> {
  const ward = await work.db.ward.findFirstOrThrow({ where: { id: work.wardId }, select: { name: true } })
  return {
    wardName: ward.name,
    setting: await findLetterSetting(work),
    texts: await approvedTexts(work),
    today: wardDateOf(work.now),
  }
}

/** The words as approved, or as they would be today; null where the ward has no approved text or nobody to write to. */
export function wordsOfCard(t: Translate, card: LetterCard, head: Letterhead): LetterWords | null {
  if (card.words !== null) return card.words
  const text = head.texts.get(card.kind)
  if (text === undefined) return null
  const year = Number(head.today.slice(0, 4))
  return wordLetter(t, { kind: card.kind, parties: card.parties, body: text.body, wardName: head.wardName, year })
}

/** One letter as it stands on the ward's paper: words only, drawn by `platform/paper`. */
export function paperOf(t: Translate, kind: LetterKind, words: LetterWords, head: Letterhead) {
  const joy = isJoyful(kind)
  const place = head.wardName.replace(/^(?:phường|xã|đặc khu)\s+/iu, '')
  return {
    head: [t('letter.paper.sender', { ward: head.wardName }).toLocaleUpperCase('vi')],
    placeAndDate: `${place}, ${formatLetterDate(head.today)}`,
    title: t(joy ? 'letter.paper.title_joy' : 'letter.paper.title_grief'),
    addressee: t('letter.paper.to', { addressee: words.addressee }),
    paragraphs: paragraphsOf(words.text),
    closing: t(joy ? 'letter.paper.closing_joy' : 'letter.paper.closing_grief'),
    signer: { title: head.setting.signerTitle, name: head.setting.signerName },
    tone: joy ? ('joy' as const) : ('grief' as const),
  }
}
