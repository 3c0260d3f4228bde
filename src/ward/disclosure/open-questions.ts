import { wardDateOf } from '../../platform/ward-time.ts'
import { loadCalendar } from '../calendar/load-calendar.ts'
import { ruleDate, ruleOn } from '../law/law-rule.ts'
import { loadLawRules } from '../law/load-law-rules.ts'
import type { Work } from '../work.ts'

/** How long the ward takes for an answer: a row of the rule table, in working days from the question. */
const answerRule = 'DISC.QUESTION'

/** What residents have asked about one disclosure and nobody has answered yet. */
export type OpenQuestions = {
  disclosureId: string
  title: string
  count: number
  /** Of the one that has waited longest. */
  askedAt: Date
  /** The ward day by which that one is to be answered; null where no rule says so. */
  answerBy: string | null
  late: boolean
}

/** Every disclosure with open questions, the longest wait first. */
export async function openQuestions(work: Work): Promise<OpenQuestions[]> {
  const rows = await work.db.disclosureQuestion.findMany({
    where: { answeredAt: null },
    orderBy: { askedAt: 'asc' },
    select: { disclosureId: true, askedAt: true, disclosure: { select: { title: true } } },
  })
  if (rows.length === 0) return []
  const [calendar, rules] = [await loadCalendar(work), await loadLawRules(work)]
  const today = wardDateOf(work.now)
  const firsts = rows.filter(
    (row, at) => rows.findIndex(({ disclosureId }) => disclosureId === row.disclosureId) === at
  )
  return firsts.map(({ disclosureId, askedAt, disclosure }) => {
    const askedDate = wardDateOf(askedAt)
    const rule = ruleOn(rules, answerRule, askedDate)
    const answerBy = rule === null ? null : (ruleDate(calendar, rule, askedDate)?.date ?? null)
    const count = rows.filter((row) => row.disclosureId === disclosureId).length
    const late = answerBy !== null && answerBy < today
    return { disclosureId, title: disclosure.title, count, askedAt, answerBy, late }
  })
}
