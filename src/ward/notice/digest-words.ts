import { formatDate, isWardDate } from '../../platform/ward-time.ts'
import type { Facts } from './notice-kind.ts'
import { firstWords, type NoticeLanguage } from './notice-words.ts'
import type { NoticeChoice, NoticeText, NoticeWords } from './notice.ts'

export type GatheredNotice = { id: string; words: NoticeWords; facts: Facts }

/** As many buttons as every channel shows: Zalo takes five. What has none is read by its name. */
const mostButtons = 5
const longestFirstLine = 140

/**
 * What a digest says: each notice by its title, its first line, and when and where it is, all in the words that were
 * approved; a button says the whole. A notice that is alone in it is said whole at once.
 */
export function digestOf(notices: readonly GatheredNotice[]): { words: NoticeWords; choices: NoticeChoice[] } {
  const [only] = notices
  const whole = ({ title, body }: NoticeText) => `${title}\n\n${body}`
  const listed = (language: NoticeLanguage) =>
    notices.length === 1 && only
      ? whole(textOf(only.words, language))
      : notices.map((notice, index) => `${index + 1}. ${inShort(notice, language)}`).join('\n\n')
  return {
    words: { vi: { title: '', body: listed('vi') }, en: { title: '', body: listed('en') } },
    choices:
      notices.length === 1
        ? []
        : notices.slice(0, mostButtons).map(({ id }, index) => ({
            id: `notices:read:${id}`,
            vi: `Xem tin ${index + 1}`,
            en: `Read no. ${index + 1}`,
          })),
  }
}

const textOf = (words: NoticeWords, language: NoticeLanguage): NoticeText =>
  (language === 'en' ? words.en : undefined) ?? words.vi

function inShort({ words, facts }: GatheredNotice, language: NoticeLanguage): string {
  const { title, body } = textOf(words, language)
  const [first = '', ...rest] = body.split('\n').filter((line) => line.trim() !== '')
  const said = firstWords(first, longestFirstLine)
  const isSaid = title.includes(said.replace(/[.…]+$/, ''))
  return [title, ...(isSaid ? [] : [said]), ...rest.filter(tellsWhenOrWhere(facts, language))].join('\n')
}

/** A line of the approved words that names the day or the place of the thing. */
function tellsWhenOrWhere({ event_date: date = '', place = '' }: Facts, language: NoticeLanguage) {
  const named = [isWardDate(date) ? formatDate(date, language) : '', place.trim()].filter((name) => name !== '')
  return (line: string): boolean => named.some((name) => line.includes(name))
}
