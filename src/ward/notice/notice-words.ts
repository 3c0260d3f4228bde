import { formatClock, formatDate, isClock, isWardDate } from '../../platform/ward-time.ts'
import type { NoticeText } from './notice.ts'
import { shapeOf, type Facts } from './notice-kind.ts'
import type { TemplateName } from './notice-occasion.ts'

export type NoticeLanguage = 'vi' | 'en'

/** What is filled in for each recipient when it is sent: all else is fixed before approval. */
export const recipientBlanks = ['household', 'salutation', 'neighbourhood'] as const
export type RecipientBlank = (typeof recipientBlanks)[number]

export type NoticeTemplate = { kind: TemplateName; version: number; vi: NoticeText; en: NoticeText }

const blank = /\{\{\s*(\w+)\s*\}\}/g
const isForRecipient = (name: string): boolean => (recipientBlanks as readonly string[]).includes(name)

/**
 * The words of a template with what an official filled in. A line with a blank that nothing fills is left out; what is
 * filled per recipient stays a blank.
 */
export function fillTemplate(
  template: NoticeTemplate,
  facts: Facts,
  ward: string,
  language: NoticeLanguage
): NoticeText {
  const values: Record<string, string> = { ward }
  for (const [name, typed] of Object.entries(facts)) {
    if (typed.trim() !== '') values[name] = written(typed.trim(), shapeOf(name), language)
  }
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

function written(typed: string, shape: string, language: NoticeLanguage): string {
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

/** The message as it leaves: who speaks, what it is about, what is said. */
export const noticeMessage = ({ title, body }: NoticeText, ward: string): string => `[UBND ${ward}] ${title}\n\n${body}`
