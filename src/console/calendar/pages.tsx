import { z } from 'zod'
import { formatWeekday, wardDateOf } from '../../platform/ward-time.ts'
import type { CalendarGap } from '../../ward/calendar/calendar.ts'
import {
  keepCalendarDay,
  listCalendarDays,
  removeCalendarDay,
  type KeptDay,
} from '../../ward/calendar/keep-calendar-day.ts'
import { goTo, notFound, show, type Answer } from '../answer.ts'
import type { ConsoleApp } from '../console-app.ts'
import { day, id, line, readForm, type Fault, type Form } from '../form.ts'
import { page } from '../page.tsx'
import { Choice, Field, PostForm } from '../views/forms.tsx'
import { usePage } from '../views/page-context.ts'
import { Day, Deed, Fold, Go, Notice } from '../views/parts.tsx'
import { Table } from '../views/table.tsx'
import type { Visit } from '../visit.ts'

const kinds = ['S', 'M', 'O', 'W'] as const
const dayForm = z.object({
  date: day(),
  kind: z.enum(kinds, 'console.fault.choose'),
  name: line(120),
  source: line(200),
})
const asked = z.object({ year: z.coerce.number().int().min(2020).max(2100).optional() })

const yearPath = (year?: number): `/${string}` => (year === undefined ? '/calendar' : `/calendar?year=${year}`)

export function addCalendarPages(app: ConsoleApp): void {
  page(app, 'GET /calendar', 'read_ward_facts', {
    query: asked,
    answer: (visit) => calendarPage(visit, visit.query.year ?? Number(wardDateOf(visit.work.now).slice(0, 4))),
  })
  page(app, 'POST /calendar', 'edit_ward_facts', async (visit) => {
    const read = readForm(dayForm, visit.form)
    if (!read.ok) return calendarPage(visit, Number(wardDateOf(visit.work.now).slice(0, 4)), visit.form, read.faults)
    await keepCalendarDay(visit.work, { ...read.value, confidence: 'HIGH' })
    return goTo(`/calendar?year=${read.value.date.slice(0, 4)}`, { say: 'console.calendar.kept' })
  })
  page(app, 'POST /calendar/:id/remove', 'edit_ward_facts', {
    params: z.object({ id: id() }),
    answer: async ({ work, params, form }) => {
      const from = asked.safeParse(form)
      const removed = await removeCalendarDay(work, params)
      return removed.ok ? goTo(yearPath(from.data?.year), { say: 'console.calendar.removed' }) : notFound()
    },
  })
}

async function calendarPage(
  { work, may, t }: Pick<Visit, 'work' | 'may' | 't'>,
  year: number,
  form: Form = {},
  faults: readonly Fault[] = []
): Promise<Answer> {
  const { days, gaps } = await listCalendarDays(work, { year })
  return show(
    t('console.calendar.title'),
    <CalendarView year={year} days={days} gaps={gaps} form={form} mayEdit={may('edit_ward_facts')} />,
    { faults }
  )
}

type Props = { year: number; days: readonly KeptDay[]; gaps: readonly CalendarGap[]; form: Form; mayEdit: boolean }

/** Of the year that runs, the days gone by are folded: the next ones are asked for. */
function CalendarView({ year, days, gaps, form, mayEdit }: Props) {
  const { t, now } = usePage()
  const columns = [
    {
      title: t('console.calendar.date'),
      kind: 'main' as const,
      cell: ({ date }: KeptDay) => [`${formatWeekday(date, 'vi')}, `, <Day date={date} />],
    },
    {
      title: t('console.calendar.kind'),
      cell: ({ kind }: KeptDay) => t(`console.calendar.kinds.${kind.toLowerCase()}`),
    },
    { title: t('console.calendar.name'), cell: ({ name }: KeptDay) => name },
    {
      title: t('console.calendar.source'),
      cell: ({ source, confidence }: KeptDay) => `${source} (${t(`console.confidence.${confidence.toLowerCase()}`)})`,
    },
  ]
  const deed = {
    title: t('console.list.deed'),
    cell: ({ id }: KeptDay) => (
      <Deed
        action={`/calendar/${id}/remove`}
        label={t('console.calendar.remove')}
        tone="second"
        fields={{ year: String(year) }}
      />
    ),
  }
  const today = wardDateOf(now)
  const gone = days.filter(({ date }) => date < today)
  const isRunning = today.startsWith(`${year}-`) && gone.length > 0
  return (
    <>
      <p>{t('console.calendar.what')}</p>
      {gaps.map((gap) => (
        <Notice tone="warn">
          <p>
            {t(gap.missing === 'everything' ? 'console.calendar.gap_all' : 'console.calendar.gap', { year: gap.year })}
          </p>
        </Notice>
      ))}
      <p>
        {[year - 1, year, year + 1].map((one) => (
          <>{one === year ? <strong>{one}</strong> : <Go to={`/calendar?year=${one}`}>{one}</Go>} </>
        ))}
      </p>
      {isRunning ? (
        <Fold name={t('console.calendar.gone', { count: gone.length })} open={false}>
          <Table
            caption={t('console.calendar.gone', { count: gone.length })}
            empty=""
            rows={gone}
            columns={mayEdit ? [...columns, deed] : columns}
          />
        </Fold>
      ) : null}
      <Table
        caption={t(isRunning ? 'console.calendar.to_come' : 'console.calendar.caption', { year })}
        empty={t(isRunning ? 'console.calendar.none_to_come' : 'console.calendar.none', { year })}
        rows={isRunning ? days.filter(({ date }) => date >= today) : days}
        columns={mayEdit ? [...columns, deed] : columns}
        showCaption
      />
      {mayEdit ? <DayForm form={form} /> : null}
    </>
  )
}

function DayForm({ form }: { form: Form }) {
  const { t } = usePage()
  return (
    <>
      <h2>{t('console.calendar.add')}</h2>
      <PostForm action="/calendar" form={form}>
        <Field name="date" label={t('console.calendar.date')} type="date" short />
        <Choice
          name="kind"
          label={t('console.calendar.kind')}
          options={kinds.map((value) => ({ value, label: t(`console.calendar.kinds.${value.toLowerCase()}`) }))}
          empty={t('console.form.choose')}
        />
        <Field name="name" label={t('console.calendar.name')} />
        <Field name="source" label={t('console.calendar.source')} hint={t('console.calendar.source_hint')} />
        <button class="main">{t('console.form.save')}</button>
      </PostForm>
    </>
  )
}
