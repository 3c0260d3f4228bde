import { fingerprint } from '../../platform/fingerprint.ts'
import { newId } from '../../platform/ids.ts'
import { ok, refuse, type Result } from '../../platform/result.ts'
import { columnDate, wardDateOf } from '../../platform/ward-time.ts'
import { loadCalendar } from '../calendar/load-calendar.ts'
import type { Dated } from '../calendar/calendar.ts'
import { planLadder } from '../ladder/plan-ladder.ts'
import { ruleDate, ruleOn } from '../law/law-rule.ts'
import { loadLawRules } from '../law/load-law-rules.ts'
import type { Work } from '../work.ts'
import { isBudgetClock, type Category, type ClockRule } from './disclosure.ts'
import { findDisclosure } from './list-disclosures.ts'

export type DisclosureDraft = {
  category: Category
  title: string
  summary: string
  decisionNumber: string
  decisionDate: string
  clockRule: ClockRule
  /** The day the clock started: of the decision, the session, the end of the period. */
  clockDate: string
  supersedesId: string | null
}

/** When something must be public at the latest, by the rule in force on the day its clock started. Null where none is. */
export async function disclosureDue(work: Work, rule: ClockRule, clockDate: string): Promise<Dated | null> {
  const [calendar, rules] = await Promise.all([loadCalendar(work), loadLawRules(work)])
  const found = ruleOn(rules, rule, clockDate)
  return found === null ? null : ruleDate(calendar, found, clockDate)
}

type Refusal = 'decided_in_the_future' | 'no_rule_in_force' | 'no_such_disclosure'

/**
 * A new disclosure with its clock running: the officer is reminded before it falls due. Sent twice with the same `id`, it
 * is one.
 */
export async function draftDisclosure(
  work: Work,
  { id = newId(), ...draft }: DisclosureDraft & { id?: string }
): Promise<Result<{ disclosureId: string; dueDate: string }, Refusal>> {
  const due = await checkDraft(work, { id, ...draft })
  if (typeof due === 'string') return refuse(due)
  const { decisionDate, clockDate, ...rest } = draft
  const { count } = await work.db.disclosure.createMany({
    data: [
      {
        ...{ id, ...rest, decisionDate: columnDate(decisionDate), clockDate: columnDate(clockDate) },
        ...{ dueDate: columnDate(due.date), createdAt: work.now },
      },
    ],
    skipDuplicates: true,
  })
  if (count === 0) return ok({ disclosureId: id, dueDate: due.date })
  await plan(work, { id, clockRule: draft.clockRule, dueDate: due.date, version: 0 })
  work.audit('disclosure.drafted', { disclosureId: id })
  return ok({ disclosureId: id, dueDate: due.date })
}

/** The mark of what an official was shown of a disclosure: another one means that somebody has changed it since. */
export const seenOfDisclosure = ({
  category,
  title,
  summary,
  ...more
}: Readonly<Record<Field, string | null>>): string =>
  fingerprint([
    ...[category, title, summary, more.decisionNumber, more.decisionDate],
    ...[more.clockRule, more.clockDate, more.supersedesId],
  ])
type Field = keyof DisclosureDraft

type Edit = DisclosureDraft & { disclosureId: string; seen?: string | undefined }

/** Edits what is not public yet; what is public is replaced by a new one that supersedes it. */
export async function editDisclosure(
  work: Work,
  { disclosureId, seen, ...draft }: Edit
): Promise<Result<{ dueDate: string }, Refusal | 'not_found' | 'public_already' | 'changed_meanwhile'>> {
  await work.db.$queryRaw`select id from disclosure where id = ${disclosureId}::uuid for update`
  const before = await findDisclosure(work, { id: disclosureId })
  if (before === null) return refuse('not_found')
  if (before.status !== 'draft') return refuse('public_already')
  if (seen !== undefined && seen !== seenOfDisclosure(before)) return refuse('changed_meanwhile')
  const due = await checkDraft(work, { id: disclosureId, ...draft })
  if (typeof due === 'string') return refuse(due)
  const { decisionDate, clockDate, ...rest } = draft
  await work.db.disclosure.updateMany({
    where: { id: disclosureId },
    data: {
      ...rest,
      decisionDate: columnDate(decisionDate),
      clockDate: columnDate(clockDate),
      dueDate: columnDate(due.date),
    },
  })
  await plan(work, { id: disclosureId, clockRule: draft.clockRule, dueDate: due.date, version: 1 })
  work.audit('disclosure.edited', { disclosureId })
  return ok({ dueDate: due.date })
}

async function checkDraft(work: Work, draft: DisclosureDraft & { id: string }): Promise<Refusal | Dated> {
  const today = wardDateOf(work.now)
  if (draft.decisionDate > today || draft.clockDate > today) return 'decided_in_the_future'
  if (draft.supersedesId !== null) {
    // what was never public is edited, and nothing takes its own place
    const known = await work.db.disclosure.count({ where: { id: draft.supersedesId, status: { not: 'draft' } } })
    if (known === 0 || draft.supersedesId === draft.id) return 'no_such_disclosure'
  }
  return (await disclosureDue(work, draft.clockRule, draft.clockDate)) ?? 'no_rule_in_force'
}

type Ground = {
  id: string
  clockRule: string
  dueDate: string
  postedDate?: string
  spokenDate?: string
  version: number
}

/** Its ladder: before it is due, on the day, and from the posting on until it may come down. */
export const plan = (work: Work, { id, clockRule, dueDate, postedDate, spokenDate, version }: Ground) =>
  planLadder(work, {
    ...{ noun: 'disclosure', rowId: id, version },
    kind: isBudgetClock(clockRule) ? 'budget' : 'disclosure',
    anchors: {
      dueAt: dueDate,
      ...(postedDate === undefined ? {} : { postedAt: postedDate }),
      ...(spokenDate === undefined ? {} : { startAt: spokenDate }),
    },
  })
