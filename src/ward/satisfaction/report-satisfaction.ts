import { addDays, atWardTime, columnDate } from '../../platform/ward-time.ts'
import type { FeedbackKind, RatingReason } from '../feedback/feedback.ts'
import type { Work } from '../work.ts'
import { addLevels, discontentIn, figuresOf, noLevels, type Figures, type Levels, type Share } from './satisfaction.ts'

/** Both days inclusive, YYYY-MM-DD. */
export type Period = { from: string; to: string }

export type SatisfactionReport = {
  feedback: Figures & { reopened: number; late: number }
  /** Results of dossiers: by chat, and on paper or a device. */
  dossiers: Figures
  /** Quyết định 766/QĐ-TTg, literally: who says nothing is content. */
  decision766: { onTime: Share; notDissatisfied: Share; procedures: Share }
  reasons: Partial<Record<RatingReason, number>>
  byUnit: readonly (Figures & { unit: string })[]
  /** What came in, by kind: problems, suggestions, praise. */
  kinds: Partial<Record<FeedbackKind, number>>
}

type Level = { unit: string | null; score: number; count: number }

/** How content people were in a period, both ways, with the numbers behind every share. */
export async function reportSatisfaction(work: Work, period: Period): Promise<SatisfactionReport> {
  const answered = await answeredIn(work, period)
  const marks = await marksIn(work, period)
  const service = await serviceIn(work, period)
  const reports = {
    answered: sum(answered.map(({ count }) => count)),
    late: sum(answered.map(({ late }) => late)),
    bad: sum(answered.map(({ bad }) => bad)),
    reopened: sum(answered.map(({ reopened }) => reopened)),
  }
  const total = reports.answered
  return {
    feedback: { ...figuresOf(total, levelsOf(marks)), reopened: reports.reopened, late: reports.late },
    dossiers: figuresOf(service.asked, service.levels),
    decision766: {
      onTime: { part: total - reports.late, total },
      notDissatisfied: { part: total - reports.bad, total },
      procedures: { part: service.asked - discontentIn(service.levels), total: service.asked },
    },
    reasons: await reasonsIn(work, period),
    byUnit: answered.map(({ unit, count }) => ({
      unit: unit ?? '',
      ...figuresOf(count, levelsOf(marks.filter((mark) => mark.unit === unit))),
    })),
    kinds: await kindsIn(work, period),
  }
}

const sum = (numbers: readonly number[]): number => numbers.reduce((whole, one) => whole + one, 0)

const span = ({ from, to }: Period): [Date, Date] => [atWardTime(from), atWardTime(addDays(to, 1))]
const days = ({ from, to }: Period): [Date, Date] => [columnDate(from), columnDate(to)]

function levelsOf(marks: readonly Pick<Level, 'score' | 'count'>[]): Levels {
  const levels = [...noLevels]
  for (const { score, count } of marks) levels[score - 1]! += count
  return levels as unknown as Levels
}

/** Reports answered in the period, by unit. Late: after their hour. Bad: late, opened again or marked 1 or 2, each once. */
function answeredIn(work: Work, period: Period) {
  const [from, until] = span(period)
  return work.db.$queryRaw<
    { unit: string | null; count: number; late: number; reopened: number; bad: number }[]
  >`select unit, count(*)::int as count,
      count(*) filter (where late)::int as late,
      count(*) filter (where reopened)::int as reopened,
      count(*) filter (where late or reopened or marked_down)::int as bad
    from (select f.unit, f.due_at is not null and f.answered_at > f.due_at as late, f.dissatisfied > 0 as reopened,
        exists (select 1 from feedback_rating r where r.ward_id = f.ward_id and r.feedback_id = f.id and r.score <= 2) as marked_down
      from feedback f where f.answered_at >= ${from} and f.answered_at < ${until}) as one
    group by unit order by count(*) desc, unit`
}

/** The last mark of every chat for every report answered in the period. */
function marksIn(work: Work, period: Period) {
  const [from, until] = span(period)
  return work.db.$queryRaw<Level[]>`
    select unit, score, count(*)::int as count from (
      select distinct on (f.id) f.unit, r.score
      from feedback f join feedback_rating r on r.ward_id = f.ward_id and r.feedback_id = f.id
        and r.conversation_id is not distinct from f.conversation_id
      where f.answered_at >= ${from} and f.answered_at < ${until}
      order by f.id, r.round desc) as last
    group by unit, score order by unit, score`
}

async function serviceIn(work: Work, period: Period): Promise<{ asked: number; levels: Levels }> {
  const [from, to] = days(period)
  const [fromAt, until] = span(period)
  const marks = await work.db.serviceRating.groupBy({
    by: ['score'],
    where: { ratedOn: { gte: from, lte: to } },
    _count: true,
  })
  const asked = await work.db.survey.count({
    where: { createdAt: { gte: fromAt, lt: until }, status: { not: 'dropped' } },
  })
  const ballots = await work.db.satisfactionBallot.findMany({ where: { heldOn: { gte: from, lte: to } } })
  const byChat = levelsOf(marks.map(({ score, _count }) => ({ score, count: _count })))
  const onPaper = ballots.map(({ levels }) => levels as unknown as Levels).reduce(addLevels, noLevels)
  const levels = addLevels(byChat, onPaper)
  const rated = sum(byChat)
  // a mark nobody was asked for is its own question
  return { asked: Math.max(asked, rated) + sum(ballots.map(({ handedOut }) => handedOut)), levels }
}

async function reasonsIn(work: Work, period: Period): Promise<SatisfactionReport['reasons']> {
  const [from, until] = span(period)
  const [fromDay, toDay] = days(period)
  const rows = await work.db.$queryRaw<{ reason: RatingReason; count: number }[]>`
    select reason, count(*)::int as count from (
      select reason from feedback_rating where reason is not null and at >= ${from} and at < ${until}
      union all
      select reason from service_rating where reason is not null and rated_on between ${fromDay}::date and ${toDay}::date) as one
    group by reason`
  return Object.fromEntries(rows.map(({ reason, count }) => [reason, count]))
}

async function kindsIn(work: Work, period: Period): Promise<SatisfactionReport['kinds']> {
  const [from, until] = span(period)
  const rows = await work.db.feedback.groupBy({
    by: ['kind'],
    where: { submittedAt: { gte: from, lt: until }, restricted: null },
    _count: true,
  })
  return Object.fromEntries(rows.map(({ kind, _count }) => [kind, _count]))
}
