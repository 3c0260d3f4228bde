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
  [/ngan sach|thu chi|du toan|quyet toan|tai chinh|tien nong|budget/, ['D02']],
  [/quy hoach|du an|thu hoi dat|den bu|boi thuong|tai dinh cu|mo duong|giai toa|planning|land/, ['D03']],
  [/dong gop|quyen gop|quy|tai tro|ung ho|fund|contribution/, ['D05', 'D08']],
  [/ho ngheo|can ngheo|ho tro|tro cap|an sinh|bao hiem y te|chinh sach|support|poor/, ['D07']],
  [/bao lu|cuu tro|thien tai|dich benh|relief/, ['D08']],
  [/nghia vu quan su|nhap ngu|nvqs|military/, ['D09']],
  [/thanh tra|kiem tra|ky luat|tham nhung|inspection/, ['D10']],
  [/lay y kien|tiep thu|giai trinh|consultation/, ['D11']],
  [/phi|le phi|khoan thu|fee/, ['D12']],
  [/thu tuc|procedure/, ['D13']],
  [/quy che|dan chu|quy tac ung xu/, ['D04']],
  [/tai san cong|nha van hoa|thanh ly|cho thue|asset/, ['D06']],
  [/kinh te|xa hoi|ke hoach|plan/, ['D01']],
]

const spoken = (text: string): string => ` ${strip(text).replace(/[^a-z0-9]+/g, ' ').trim()} ` // prettier-ignore

/** The contents a question is about; none: everything that is public. */
export function categoriesAsked(text: string): readonly Category[] {
  const words = spoken(text)
  return topics.find(([pattern]) => new RegExp(` (?:${pattern.source}) `).test(words))?.[1] ?? []
}

/** What is public now about what was asked, the latest first. */
export async function findDisclosures(work: Work, _talk: Talk, { text }: { text: string }): Promise<DisclosuresFound> {
  const all = await listDisclosures(work, { isPublic: true })
  const asked = categoriesAsked(text)
  const fitting = asked.length === 0 ? [] : all.filter(({ category }) => asked.includes(category))
  const told = asked.length === 0 ? all : fitting
  return { disclosures: told.slice(0, mostTold).map(({ id, title }) => ({ id, title })), all: told.length }
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
