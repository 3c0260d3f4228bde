import { formatClock, formatDate, formatInstant, isClock, isWardDate } from '../../platform/ward-time.ts'
import { isCategory, type Category } from '../disclosure/disclosure.ts'
import type { NoticeText, NoticeWords } from './notice.ts'
import { shapeOf, type Facts, type FieldShape } from './notice-kind.ts'
import type { TemplateName } from './notice-occasion.ts'

export type NoticeLanguage = 'vi' | 'en'

/** What is filled in for each recipient when it is sent: all else is fixed before approval. */
export const recipientBlanks = ['household', 'salutation', 'neighbourhood'] as const
export type RecipientBlank = (typeof recipientBlanks)[number]

/**
 * A template the platform has approved (zalo.md A3.2): its number there, and for each of its parameters the words with
 * blanks that fill it.
 */
export type ZaloForm = { id: string; values: Readonly<Record<string, string>> }

export type NoticeTemplate = {
  kind: TemplateName
  version: number
  vi: NoticeText
  en: NoticeText
  zalo: ZaloForm | null
}

const blank = /\{\{\s*(\w+)\s*\}\}/g
const isForRecipient = (name: string): boolean => (recipientBlanks as readonly string[]).includes(name)

/**
 * The words of a template with what an official filled in. A line with a blank that nothing fills is left out; what is
 * filled per recipient stays a blank.
 */
export function fillTemplate(
  template: Pick<NoticeTemplate, NoticeLanguage>,
  facts: Facts,
  ward: string,
  language: NoticeLanguage
): NoticeText {
  const values = valuesOf(facts, ward, language)
  const fill = (text: string): string =>
    text
      .split('\n')
      .filter((line) => [...line.matchAll(blank)].every(([, name = '']) => isForRecipient(name) || name in values))
      .map((line) =>
        line.replace(blank, (whole, name: string) => (isForRecipient(name) ? whole : (values[name] ?? '')))
      )
      .join('\n')
      .trim()
  return { title: fill(template[language].title), body: fill(template[language].body) }
}

/**
 * The platform's own template with what is known; null where there is none, or where one of its parameters has nothing to
 * say: then who is past the window is reached another way. Approved in Vietnamese only.
 */
export function fillZaloForm({ zalo }: Pick<NoticeTemplate, 'zalo'>, facts: Facts, ward: string): ZaloForm | null {
  if (zalo === null) return null
  const values = valuesOf(facts, ward, 'vi')
  const filled = Object.entries(zalo.values).map(([parameter, text]) => {
    const isWhole = [...text.matchAll(blank)].every(([, name = '']) => isForRecipient(name) || name in values)
    const said = text.replace(blank, (_, name: string) => values[name] ?? general.vi[name as RecipientBlank])
    return [parameter, isWhole ? said.trim() : ''] as const
  })
  return filled.some(([, text]) => text === '') ? null : { id: zalo.id, values: Object.fromEntries(filled) }
}

function valuesOf(facts: Facts, ward: string, language: NoticeLanguage): Record<string, string> {
  const values: Record<string, string> = { ward }
  for (const [name, typed] of Object.entries(facts)) {
    if (typed.trim() !== '') values[name] = writtenFact(typed.trim(), shapeOf(name), language)
  }
  if (values['what'] !== undefined) values['about'] = firstWords(values['what'], longestAbout)
  return values
}

/** What is left of a title for what it is about. */
const longestAbout = 60

/** The beginning of a text: its first sentence, cut between words where that is too long. */
export function firstWords(text: string, longest: number): string {
  const [line = ''] = text.trim().split(/\n|;\s/)
  const [sentence = ''] = /^.{12,}?[.!?](?=\s|$)|^.*/u.exec(line) ?? []
  const said = sentence.replace(/[.;,:]+$/, '').trim()
  if ([...said].length <= longest) return said
  const cut = [...said].slice(0, longest).join('')
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), 1)).replace(/[,;:–-]+$/, '')}…`
}

/** How a fact stands in the words: a day with its weekday, several lines as one, a category by its clause. */
export function writtenFact(typed: string, shape: FieldShape, language: NoticeLanguage): string {
  if (shape === 'category' && isCategory(typed)) return clauseOf(typed, language)
  if (shape === 'date' && isWardDate(typed)) return formatDate(typed, language)
  if (shape === 'clock' && isClock(typed)) return formatClock(typed, language)
  if (shape === 'lines')
    return typed
      .split(/\r?\n/)
      .map((line) => line.trim())
      .filter(Boolean)
      .join('; ')
  return typed
}

/** D07 is clause 7 of Điều 11. */
const clauseOf = (category: Category, language: NoticeLanguage): string =>
  language === 'vi'
    ? `khoản ${Number(category.slice(1))} Điều 11 Luật Thực hiện dân chủ ở cơ sở`
    : `clause ${Number(category.slice(1))} of Article 11, Law on grassroots democracy`

/** One recipient's values in the words; a value that is not known becomes the polite general word. */
export function fillForRecipient(
  text: string,
  known: Partial<Record<RecipientBlank, string | null>>,
  language: NoticeLanguage
): string {
  return text.replace(blank, (whole, name: string) =>
    isForRecipient(name) ? known[name as RecipientBlank] || general[language][name as RecipientBlank] : whole
  )
}

const general: Readonly<Record<NoticeLanguage, Readonly<Record<RecipientBlank, string>>>> = {
  vi: { household: 'gia đình', salutation: 'ông/bà', neighbourhood: 'tổ dân phố' },
  en: { household: 'your family', salutation: 'you', neighbourhood: 'your neighbourhood' },
}

/** What an emergency begins with: when it was issued. Written anew at each approval, so that it is part of what is approved. */
export function stampIssued({ vi, en }: NoticeWords, at: Date): NoticeWords {
  const stamped = ({ title, body }: NoticeText, language: NoticeLanguage): NoticeText => ({
    title,
    body: `${issued[language]} ${formatInstant(at, language)}.\n${body.replace(issuedLine, '')}`,
  })
  return { vi: stamped(vi, 'vi'), ...(en ? { en: stamped(en, 'en') } : {}) }
}

const issued: Readonly<Record<NoticeLanguage, string>> = { vi: 'Phát lúc', en: 'Issued at' }
const issuedLine = new RegExp(`^(?:${Object.values(issued).join('|')}) .*\\n*`)

/** The message as it leaves: who speaks, what it is about, what is said. */
export const noticeMessage = ({ title, body }: NoticeText, ward: string): string => `[UBND ${ward}] ${title}\n\n${body}`
