import { z } from 'zod'
import { wardDateOf } from '../../platform/ward-time.ts'
import { recordBallots } from '../../ward/satisfaction/record-ballots.ts'
import { reportSatisfaction } from '../../ward/satisfaction/report-satisfaction.ts'
import { ballotSources, type Levels } from '../../ward/satisfaction/satisfaction.ts'
import { goTo, show, type Answer } from '../answer.ts'
import type { ConsoleApp } from '../console-app.ts'
import { typed, type Fault, type Form } from '../form.ts'
import { page } from '../page.tsx'
import type { Nothing, Visit } from '../visit.ts'
import { SatisfactionView } from './views.tsx'

const day = z.union([z.iso.date(), z.literal('').transform(() => undefined)]).optional()
const asked = z.object({ from: day, to: day })

/** How content people are, both ways, and what came in: figures of a period, never a name. */
export function addSatisfactionPages(app: ConsoleApp): void {
  page(app, 'GET /satisfaction', 'read_feedback', { query: asked, answer: (visit) => figures(visit, visit.query) })
  page(app, 'POST /satisfaction/ballots', 'take_in_feedback', { answer: keepBallots })
}

/** The quarter so far, unless other days are asked for. */
function periodOf(today: string, { from, to = today }: { from?: string | undefined; to?: string | undefined }) {
  const quarter = String(Math.floor((Number(to.slice(5, 7)) - 1) / 3) * 3 + 1).padStart(2, '0')
  const start = from ?? `${to.slice(0, 4)}-${quarter}-01`
  return { from: start <= to ? start : to, to }
}

async function figures(
  { work, may, t }: Pick<Visit<Nothing, z.ZodObject>, 'work' | 'may' | 't'>,
  query: z.infer<typeof asked>,
  form: Form = {},
  faults: readonly Fault[] = []
): Promise<Answer> {
  const period = periodOf(wardDateOf(work.now), query)
  const report = await reportSatisfaction(work, period)
  return show(
    t('satisfaction.desk.title'),
    <SatisfactionView
      report={report}
      period={period}
      form={form}
      mayEnter={may('take_in_feedback')}
      today={wardDateOf(work.now)}
    />,
    { faults }
  )
}

const fields: Readonly<Record<string, string>> = {
  date_missing: 'held_on',
  date_in_future: 'held_on',
  source_missing: 'source',
  counts_missing: 'handed_out',
  more_than_handed_out: 'handed_out',
}

async function keepBallots(visit: Visit): Promise<Answer> {
  const { work, form } = visit
  const number = (field: string): number => (typed(form, field).trim() === '' ? 0 : Number(typed(form, field)))
  const levels = [1, 2, 3, 4, 5].map((score) => number(`level_${score}`)) as unknown as Levels
  const source = ballotSources.find((one) => one === typed(form, 'source')) ?? 'paper'
  const kept = await recordBallots(work, {
    heldOn: typed(form, 'held_on'),
    source,
    handedOut: number('handed_out'),
    levels,
    ...(typed(form, 'ballot_unit').trim() === '' ? {} : { unit: typed(form, 'ballot_unit') }),
  })
  if (kept.ok) return goTo('/satisfaction', { say: 'satisfaction.desk.kept' })
  return figures(visit, {}, form, [{ field: fields[kept.refusal] ?? '', say: `satisfaction.refused.${kept.refusal}` }])
}
