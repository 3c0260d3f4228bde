import { addDays, wardDateOf } from '../../platform/ward-time.ts'
import { quarterStartOf } from '../ladder/ladder.ts'
import { draftTelling } from '../ladder/draft-telling.ts'
import type { Work } from '../work.ts'
import type { PostingForm } from '../posting/posting.ts'
import { isPermanent, isSpoken, type Category } from './disclosure.ts'
import { plan } from './keep-disclosure.ts'
import { quarterlyList } from './list-disclosures.ts'

const dateOf = (at: Date): string => at.toISOString().slice(0, 10)

/**
 * Drafts what tells the households that something is public and where it hangs. What must also be told through the
 * neighbourhood heads goes to every door (Luật 10/2022 Điều 13.4). `anew`: it has been posted, or its papers have changed.
 */
export async function tellDisclosure(
  work: Work,
  { disclosureId, anew = false }: { disclosureId: string; anew?: boolean }
): Promise<void> {
  const row = await work.db.disclosure.findFirst({ where: { id: disclosureId, status: 'published' } })
  if (row === null) return
  const posting = await work.db.posting.findFirst({
    where: { noun: 'disclosure', rowId: disclosureId, form: 'posting' },
    orderBy: { createdAt: 'asc' },
  })
  const category = row.category as Category
  await planTakingDown(work, { ...row, category })
  await draftTelling(
    work,
    {
      ...{ noun: 'disclosure', rowId: disclosureId, step: 'published', occasion: 'disclosure_published' },
      facts: {
        ...{ title: row.title, summary: row.summary, number: row.decisionNumber, category: String(numberOf(category)) },
        decided_date: dateOf(row.decisionDate),
        ...(posting === null ? {} : { posted_at: posting.place, posted_from: dateOf(posting.fromDate) }),
      },
      audience: { households: true, visits: isSpoken(category) },
      statutory: true,
    },
    { anew }
  )
}

/**
 * From the day it hangs, and is read out, its officer knows until when: a posting may come down after its days, one that
 * is there for good never.
 */
async function planTakingDown(
  work: Work,
  { id, clockRule, dueDate, category }: { id: string; clockRule: string; dueDate: Date; category: Category }
): Promise<void> {
  const since = async (form: PostingForm): Promise<string | undefined> => {
    const posting = await work.db.posting.findFirst({
      where: { noun: 'disclosure', rowId: id, form },
      orderBy: { fromDate: 'asc' },
      select: { fromDate: true },
    })
    return posting === null ? undefined : dateOf(posting.fromDate)
  }
  const postedDate = isPermanent(category) ? undefined : await since('posting')
  const spokenDate = isSpoken(category) ? await since('loudspeaker') : undefined
  if (postedDate === undefined && spokenDate === undefined) return
  const known = {
    ...(postedDate === undefined ? {} : { postedDate }),
    ...(spokenDate === undefined ? {} : { spokenDate }),
  }
  await plan(work, { id, clockRule, dueDate: dateOf(dueDate), ...known, version: 1 })
}

/** D02 is clause 2 of Điều 11. */
const numberOf = (category: Category): number => Number(category.slice(1))

/** Days after the end of a quarter on which its list is still drafted. */
const lateDays = 20

/** Drafts, once a quarter, what tells residents of the list that ends it; nothing where nothing was public. */
export async function tellQuarter(work: Work): Promise<void> {
  const today = wardDateOf(work.now)
  // counted when the whole of the quarter is over
  const ended = addDays(quarterStartOf(today), -1)
  if (today > addDays(ended, lateDays)) return
  const list = await quarterlyList(work, { quarterEnd: ended })
  if (list.length === 0) return
  await draftTelling(work, {
    ...{ noun: 'quarter', rowId: ended, step: 'list', occasion: 'disclosure_quarter', plain: true, statutory: true },
    facts: { period: `${Number(ended.slice(5, 7)) / 3}/${ended.slice(0, 4)}`, total: String(list.length) },
    audience: { households: true, visits: false },
  })
}
