import { strip } from '../../platform/vietnamese/strip.ts'
import type { Talk } from '../talk.ts'
import { paperNames } from '../paper/list-papers.ts'
import type { Work } from '../work.ts'
import { mayNamePersons, type Category } from './disclosure.ts'
import { findDisclosure, listDisclosures } from './list-disclosures.ts'

/** A disclosure as a resident is told of it. */
export type DisclosureBrief = {
  id: string
  category: Category
  title: string
  summary: string
  decisionNumber: string
  decisionDate: string
  papers: string[]
  /** Where it hangs: place and days. */
  posted: { place: string; fromDate: string; toDate: string | null } | null
  /** Lists of persons are read at the posting, not in chat. */
  atPosting: boolean
}

export type DisclosuresFound = { disclosures: { id: string; title: string }[]; all: number }

const mostTold = 4

/** What residents call each content by; the first words of a category that fit decide. */
const topics: readonly (readonly [RegExp, readonly Category[]])[] = [
  [/quy che|dan chu|quy tac ung xu|ung xu/, ['D04']],
  [/ngan sach|thu chi|du toan|quyet toan|tai chinh|tien nong|budget/, ['D02']],
  [/quy hoach|du an|thu hoi dat|den bu|boi thuong|tai dinh cu|mo duong|giai toa|planning|land/, ['D03']],
  [/dong gop|quyen gop|fund_|tai tro|ung ho|fund|contribution/, ['D05', 'D08']],
  [/ho ngheo|can ngheo|ho tro|tro cap|an sinh|bao hiem y te|chinh sach|support|poor/, ['D07']],
  [/bao lu|cuu tro|thien tai|dich benh|relief/, ['D08']],
  [/nghia vu quan su|nhap ngu|nvqs|military/, ['D09']],
  [/thanh tra|kiem tra|ky luat|tham nhung|inspection/, ['D10']],
  [/lay y kien|tiep thu|giai trinh|consultation/, ['D11']],
  [/phi|le phi|khoan thu|fee/, ['D12']],
  [/thu tuc|procedure/, ['D13']],
  [/tai san cong|nha van hoa|thanh ly|cho thue|asset/, ['D06']],
  [/kinh te|xa hoi|ke hoach|plan/, ['D01']],
]

/** "quy chế", "quý vị", "quý 3": the same syllable without its mark, and no fund. */
const noFund =
  /^(?:che|tac|uoc|dinh|vi(?! nguoi)|hoach|trinh|mo|chuan|\d+|i{1,3}|iv|mot|hai|ba|bon|nay|truoc|sau|dau(?! tu)|cuoi)(?: |$)/

/** Words without marks, but "quỹ" (a fund) apart from what it looks like without its own. */
function spoken(text: string): string {
  const typed = text.normalize('NFC').toLowerCase().split(/[^\p{L}\p{N}]+/u).filter(Boolean) // prettier-ignore
  const words = typed.map((word, i) => {
    const isFund = word === 'quỹ' || (word === 'quy' && !noFund.test(strip(typed.slice(i + 1, i + 3).join(' '))))
    return isFund ? 'fund_' : strip(word)
  })
  return ` ${words.join(' ')} `
}

const ownFund =
  / (?:fund_|tien fund_|fund_ tien|thu fund_|chi fund_)(?: (?:cua|ben|trong|o|chung))* (?:to(?! chuc)|to dan pho|tdp|khu pho|kp|khu|thon|ap|xom|ban|cum|ngo|hem)(?= )| (?:to|to dan pho|tdp|khu pho|kp|thon|ap|xom)(?: (?:\d+|minh|ta|toi|tui|em|nay|nha|minh))* (?:thu|chi|dong|giu|xai|tieu)(?: [^ ]+){0,2} fund_ /

/** "quỹ tổ thu chi sao": the fund that the people of a neighbourhood keep themselves, and no budget of the ward's. */
export const asksOfOwnFund = (text: string): boolean => ownFund.test(spoken(text))

const isOfOwnFund = ({ category, title }: { category: Category; title: string }): boolean =>
  asksOfOwnFund(title) || (category === 'D05' && / (?:to dan pho|to \d+|tdp|khu pho|thon|ap) /.test(spoken(title)))

/** The contents a question is about; none: everything that is public. */
export function categoriesAsked(text: string): readonly Category[] {
  const words = spoken(text)
  return topics.find(([pattern]) => new RegExp(` (?:${pattern.source}) `).test(words))?.[1] ?? []
}

/** What is public now about what was asked, the latest first; by its title where no content is named or none of it is public. */
export async function findDisclosures(work: Work, _talk: Talk, { text }: { text: string }): Promise<DisclosuresFound> {
  const all = await listDisclosures(work, { isPublic: true })
  if (asksOfOwnFund(text)) return firstOf(all.filter(isOfOwnFund))
  const asked = categoriesAsked(text)
  const fitting = all.filter(({ category }) => asked.includes(category))
  const named = fitting.length > 0 ? fitting : titled(all, text)
  return firstOf(named.length > 0 || asked.length > 0 ? named : all)
}

const firstOf = (told: readonly { id: string; title: string }[]): DisclosuresFound => ({
  disclosures: told.slice(0, mostTold).map(({ id, title }) => ({ id, title })),
  all: told.length,
})

/** Words that stand in any question and any title. */
const says =
  /^(?:cong khai|danh (?:sach|muc)|noi dung|quyet dinh|ket qua|thong bao|cua phuong|o phuong|nam nay|to dan|dan pho)$/

/** Those whose titles share most pairs of neighbouring syllables with the words: a pair is a word, a syllable may be any. */
function titled<D extends { title: string }>(all: readonly D[], text: string): D[] {
  const asked = pairsOf(text).filter((pair) => !says.test(pair))
  const scored = all.map((one) => {
    const pairs = new Set(pairsOf(one.title))
    return { one, score: asked.filter((pair) => pairs.has(pair)).length }
  })
  const best = Math.max(0, ...scored.map(({ score }) => score))
  return best === 0 ? [] : scored.filter(({ score }) => score === best).map(({ one }) => one)
}

function pairsOf(text: string): string[] {
  const words = strip(text).split(/[^a-z0-9]+/).filter(Boolean) // prettier-ignore
  return words.slice(1).map((word, i) => `${words[i]} ${word}`)
}

/** One disclosure by its id; null where it is not public. */
export async function showDisclosure(
  work: Work,
  _talk: Talk,
  { disclosureId }: { disclosureId: string }
): Promise<DisclosureBrief | null> {
  const page = await findDisclosure(work, { id: disclosureId, isPublic: true })
  if (page === null) return null
  const papers = await paperNames(work, { noun: 'disclosure', rowId: page.id })
  const posting = page.postings.find(({ form }) => form === 'posting')
  const { id, category, title, summary, decisionNumber, decisionDate } = page
  return {
    ...{ id, category, title, summary, decisionNumber, decisionDate },
    papers,
    posted: posting === undefined ? null : { place: posting.place, fromDate: posting.fromDate, toDate: posting.toDate },
    atPosting: mayNamePersons(category),
  }
}
