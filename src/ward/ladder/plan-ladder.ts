import { newId } from '../../platform/ids.ts'
import { atWardTime, columnDate, wardDateOf } from '../../platform/ward-time.ts'
import { loadCalendar } from '../calendar/load-calendar.ts'
import { loadLawRules } from '../law/load-law-rules.ts'
import { mayKeepThing } from '../paper/may-keep-thing.ts'
import type { PaperNoun } from '../paper/paper.ts'
import type { Work } from '../work.ts'
import {
  makeLadder,
  reminderSteps,
  stepsOf,
  type Anchors,
  type Ladder,
  type LadderKind,
  type Missed,
  type Rung,
} from './ladder.ts'

export type LadderOf = {
  noun: PaperNoun
  rowId: string
  kind: LadderKind | readonly LadderKind[]
  anchors: Anchors
  done?: Readonly<Record<string, string>>
  /** Counts the moves of the event. */
  version: number
  /** It stays on the day for which it was called: the lead times were counted then, and nothing refuses now. */
  dayKept?: boolean
}

/** Counts a ladder without writing it: what a form shows before anything is decided. */
export async function countLadder(
  work: Work,
  { kind, anchors, done }: Pick<LadderOf, 'kind' | 'anchors' | 'done'>
): Promise<Ladder> {
  const [calendar, rules] = await Promise.all([loadCalendar(work), loadLawRules(work)])
  return makeLadder(stepsOf(kind), { anchors, rules, calendar, now: work.now, ...(done ? { done } : {}) })
}

/** Refused with the rules named: the page shows which, of when, and by what law. */
export type LeadTimeMissed = { ok: false; refusal: 'lead_time_missed'; missed: Missed[] }

export type Planned = { ok: true; value: Ladder } | LeadTimeMissed

/**
 * Writes the rungs of an event, once: a second time they are moved to where they now belong, and those that no longer
 * lead anywhere are cancelled. What was done stays done, but a reminder is due again before the new hour; what officials
 * have done counts for the new day too. A missed lead time of the law refuses, with the rules named.
 */
export async function planLadder(work: Work, ladder: LadderOf): Promise<Planned> {
  const { noun, rowId, version, dayKept = false } = ladder
  const counted = await countLadder(work, {
    ...ladder,
    done: { ...(await doneByOfficials(work, ladder)), ...ladder.done },
  })
  if (counted.missed.length > 0 && !dayKept) return { ok: false, refusal: 'lead_time_missed', missed: counted.missed }
  await writeRungs(work, ladder, counted.rungs)
  const alive = [...counted.rungs, ...counted.missed].map(({ step }) => step).concat(await stillDue(work, ladder))
  await work.db.rung.updateMany({
    where: { noun, rowId, status: 'planned', step: { notIn: alive } },
    data: { status: 'cancelled', version },
  })
  work.audit('ladder.planned', { noun, rowId, rungs: counted.rungs.length, version })
  return { ok: true, value: counted }
}

/** Steps that are due by now and not done, where the hour has not moved: what was edited is no reason to forget them. */
async function stillDue(work: Work, { noun, rowId, kind, anchors }: LadderOf): Promise<string[]> {
  const due = await work.db.rung.findMany({
    where: { noun, rowId, status: 'planned', dueAt: { lte: work.now } },
    select: { step: true, dueAt: true },
  })
  if (due.length === 0) return []
  const [calendar, rules] = await Promise.all([loadCalendar(work), loadLawRules(work)])
  const { rungs } = makeLadder(stepsOf(kind), { anchors, rules, calendar, now: new Date(0) })
  const hourOf = new Map(rungs.map(({ step, dueAt }) => [step, dueAt.getTime()]))
  return due.filter(({ step, dueAt }) => hourOf.get(step) === dueAt.getTime()).map(({ step }) => step)
}

/**
 * Adds the rungs that count from what has become known only now, such as the day a result was sent; the others stay as they
 * are. One that is late by now is late.
 */
export async function extendLadder(work: Work, ladder: LadderOf & { knownAt: Date }): Promise<void> {
  const [calendar, rules] = await Promise.all([loadCalendar(work), loadLawRules(work)])
  const { kind, anchors, knownAt: now } = ladder
  await writeRungs(work, ladder, makeLadder(stepsOf(kind), { anchors, rules, calendar, now }).rungs)
}

async function writeRungs(
  work: Work,
  { noun, rowId, version }: Pick<LadderOf, 'noun' | 'rowId' | 'version'>,
  rungs: readonly Rung[]
): Promise<void> {
  for (const rung of rungs) {
    const { step, ruleId, audience, dueAt } = rung
    const lawfulDate = columnDate(rung.lawfulDate)
    const doneAt = rung.doneDate === null ? null : atWardTime(rung.doneDate, '12:00')
    const state = doneAt === null ? {} : { status: 'done', doneAt }
    // a reminder that has gone told of another hour
    const isAnew = reminderSteps.includes(step) && dueAt > work.now
    const moved = await work.db.rung.updateMany({
      where: { noun, rowId, step, OR: [{ status: { not: 'done' } }, ...(isAnew ? [{ dueAt: { not: dueAt } }] : [])] },
      data: { dueAt, lawfulDate, ruleId, version, status: 'planned', doneAt: null, ...state },
    })
    if (moved.count > 0) continue
    await work.db.rung.createMany({
      data: [{ id: newId(), noun, rowId, step, ruleId, audience, dueAt, lawfulDate, version, ...state }],
      skipDuplicates: true,
    })
  }
}

/** What was ticked off on the ladder, by the day on which it was. A notice that has left told of the old day: it is none. */
async function doneByOfficials(work: Work, { noun, rowId }: LadderOf): Promise<Record<string, string>> {
  const rows = await work.db.rung.findMany({
    where: { noun, rowId, status: 'done', audience: 'officials', doneAt: { not: null } },
    select: { step: true, doneAt: true },
  })
  return Object.fromEntries(rows.flatMap(({ step, doneAt }) => (doneAt === null ? [] : [[step, wardDateOf(doneAt)]])))
}

/** The event is off: nothing of its ladder is due any more. */
export async function cancelLadder(work: Work, { noun, rowId }: Pick<LadderOf, 'noun' | 'rowId'>): Promise<void> {
  await work.db.rung.updateMany({ where: { noun, rowId, status: 'planned' }, data: { status: 'cancelled' } })
}

/** An official has done what a rung asks for. */
export async function settleRung(
  work: Work,
  { rungId, noun, rowId, officialId }: { rungId: string; noun: PaperNoun; rowId: string; officialId: string }
): Promise<boolean> {
  if (!(await mayKeepThing(work, { noun, rowId }))) return false
  const { count } = await work.db.rung.updateMany({
    where: { id: rungId, noun, rowId, status: 'planned' },
    data: { status: 'done', doneAt: work.now, doneById: officialId },
  })
  if (count > 0) work.audit('ladder.rung_done', { rungId, date: wardDateOf(work.now) })
  return count > 0
}
