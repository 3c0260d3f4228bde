import type { OutgoingMessage } from '../../channels/channel.ts'
import type { Language, Translate } from '../../platform/i18n.ts'
import { isMassClass, type MassClass } from '../../ward/delivery/class-policy.ts'
import { fillForRecipient, noticeMessage } from '../../ward/notice/notice-words.ts'
import { blanksOf, recipientBlanksQuery, type RecipientKnown } from '../../ward/notice/recipient-blanks.ts'
import { tooOldAt } from '../../ward/notice/too-old.ts'
import type { NoticeChoice, NoticeText, NoticeWords } from '../../ward/notice/notice.ts'
import type { ClaimedRow } from './batch-ledger.ts'
import type { BatchSession } from './batch-session.ts'

/** What every sender of a notice has to know of it. */
export type NoticeFrame = {
  id: string
  number: number
  status: string
  class: MassClass
  kind: string
  statutory: boolean
  words: NoticeWords
  choices: NoticeChoice[]
  template: OutgoingMessage['template'] | null
  wardName: string
  tooOldAt: Date
}

type Row = {
  id: string
  number: number
  status: string
  class: string
  kind: string
  statutory: boolean
  words: NoticeWords
  choices: NoticeChoice[]
  template: OutgoingMessage['template'] | null
  send_at: Date | null
  expires_at: Date | null
  ward_name: string
}

export async function findFrame({ client, wardId }: BatchSession, noticeId: string): Promise<NoticeFrame | null> {
  const { rows } = await client.query<Row>(
    `select n.id, number, status, class, kind, statutory, words, choices, template, send_at, expires_at, w.name as ward_name
     from notice n join ward w on w.id = n.ward_id where n.ward_id = $1 and n.id = $2`,
    [wardId, noticeId]
  )
  const row = rows[0]
  if (row === undefined || row.send_at === null) return null
  const messageClass: MassClass = isMassClass(row.class) ? row.class : 'notice'
  const until = tooOldAt({ class: messageClass, sendAt: row.send_at, expiresAt: row.expires_at })
  const { id, number, status, kind, statutory, words, choices, template, ward_name: wardName } = row
  const its = { id, number, status, kind, statutory, words, choices, template, wardName }
  return { ...its, class: messageClass, tooOldAt: until }
}

/** Words of a notice in one language: chosen once, filled per recipient only where they have blanks. */
export type Wording = { message: OutgoingMessage; hasBlanks: boolean }

export function wordingOf(frame: NoticeFrame, language: Language, translate: Translate): Wording {
  const text: NoticeText = (language === 'en' ? frame.words.en : undefined) ?? frame.words.vi
  const words =
    frame.kind === 'digest'
      ? translate(
          frame.choices.length > 0 ? 'notice.digest' : 'notice.digest_of_one',
          { list: text.body, ward: frame.wardName },
          language
        )
      : noticeMessage(text, frame.wardName)
  const choices = frame.choices.map((choice) => ({ id: choice.id, label: choice[language] || choice.vi }))
  const message: OutgoingMessage = {
    text: words,
    ...(choices.length > 0 ? { choices } : {}),
    ...(frame.template ? { template: frame.template } : {}),
  }
  return { message, hasBlanks: fillForRecipient(words, {}, language) !== words }
}

export type Blanks = RecipientKnown

/** Words for one recipient; what is not known of somebody is said in general. */
export function fillBlanks(message: OutgoingMessage, blanks: Blanks | undefined, language: Language): OutgoingMessage {
  return { ...message, text: fillForRecipient(message.text, blanksOf(blanks, language), language) }
}

/** What fills the blanks of one claim. */
export async function findBlanks(
  { client, wardId }: BatchSession,
  rows: readonly ClaimedRow[]
): Promise<Map<string, Blanks>> {
  const found = await client.query<Blanks & { id: string }>({
    name: 'find-blanks',
    text: recipientBlanksQuery,
    values: [wardId, rows.map((row) => row.recipientId)],
  })
  return new Map(found.rows.map(({ id, ...blanks }) => [id, blanks]))
}
