import { isWord, sound, wordsOf, type Word } from '../../understanding/answer-words.ts'
import type { DigestedNotice } from '../../ward/conversation/open-turns.ts'

/** Fewer words name nothing. */
const fewestWords = 2
/** So many words of a title are its name, however long it is. */
const tellingWords = 3

/** The notice of a digest that is called by its title: whole, or by so much of it that no other is meant; the newest of such. */
export function noticeNamed(text: string, digested: readonly DigestedNotice[]): string | null {
  if (digested.length === 0 || text.length > 200) return null
  const said = namingWords(text)
  if (said.length < fewestWords) return null
  const named = digested
    .map(({ noticeId, titles }) => ({ noticeId, share: Math.max(0, ...titles.map((title) => shareOf(said, title))) }))
    .filter(({ share }) => share > 0)
    .sort((a, b) => b.share - a.share)
  return named[0]?.noticeId ?? null
}

/** How much of a title was said; 0 where anything else was said too, or too little of it. */
function shareOf(said: readonly Word[], title: string): number {
  const meant = namingWords(title.replace(/\{\{.*?\}\}/g, ' '))
  const isEnough = said.length >= Math.min(tellingWords, meant.length) || said.length * 2 >= meant.length
  return isEnough && said.every((word) => meant.some((one) => sound(word, one))) ? said.length / meant.length : 0
}

/** Without what asks for a notice before its name, what is polite after it, and what stands before every title. */
function namingWords(text: string): Word[] {
  const words = wordsOf(text).filter(isWord)
  const from = words.findIndex(({ plain }) => !asking.has(plain))
  const to = words.findLastIndex(({ plain }) => !polite.has(plain))
  return from < 0 ? [] : words.slice(from, to + 1)
}

const asking = new Set(
  'xem doc cho toi tui em minh con muon xin gui tin thong bao da a ve read show me the notice'.split(' ')
)
const polite = new Set('a da nhe voi di'.split(' '))
