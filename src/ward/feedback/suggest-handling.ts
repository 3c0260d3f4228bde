import { listOfficials } from '../official/list-officials.ts'
import type { Work } from '../work.ts'
import { feedbackFields, partiesOf, type FeedbackField } from './feedback.ts'
import { topicsNamed } from './report-words.ts'

/** Who handles reports: the units, and their people. */
export type Handlers = {
  units: readonly string[]
  people: readonly { id: string; fullName: string; unit: string | null }[]
}

/** Units in which somebody works on reports, by name. */
export async function listHandlers(work: Work): Promise<Handlers> {
  const officials = await listOfficials(work)
  const people = officials
    .filter(({ endedAt, roles }) => endedAt === null && partiesOf(roles).includes('specialist'))
    .map(({ id, fullName, unit }) => ({ id, fullName, unit }))
  const units = [...new Set(people.flatMap(({ unit }) => unit ?? []))].sort((a, b) => a.localeCompare(b, 'vi'))
  return { units, people }
}

export type Suggestion = { field: FeedbackField; unit: string | null }

/** The field its words name, and the unit that was given the last report of this field: for a form to begin with. */
export async function suggestHandling(
  work: Work,
  { text, field, units }: { text: string; field: string | null; units: readonly string[] }
): Promise<Suggestion> {
  const topics = topicsNamed(text)
  const likely =
    feedbackFields.find((one) => one === field) ?? feedbackFields.find((one) => one === topics[0]) ?? 'other'
  const last = await work.db.feedback.findFirst({
    where: { field: likely, unit: { in: [...units] } },
    orderBy: { id: 'desc' },
    select: { unit: true },
  })
  return { field: likely, unit: last?.unit ?? null }
}
