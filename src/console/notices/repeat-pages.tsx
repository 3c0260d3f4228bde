import { z } from 'zod'
import { isId, newId } from '../../platform/ids.ts'
import { isClock, wardClockOf } from '../../platform/ward-time.ts'
import { findNotice, type NoticeRow } from '../../ward/notice/find-notice.ts'
import { endRecurring, resumeRecurring } from '../../ward/notice/end-recurring.ts'
import { isRepeatable, listRecurring, repeatNotice } from '../../ward/notice/repeat-notice.ts'
import type { Recurrence } from '../../ward/recurrence/recurrence.ts'
import { conflict, goTo, notFound, show, type Answer } from '../answer.ts'
import type { ConsoleApp } from '../console-app.ts'
import { boxes, id, line, maybeDay, readForm, ticked, typed, type Fault, type Form } from '../form.ts'
import { page } from '../page.tsx'
import type { Visit, Words } from '../visit.ts'
import { Boxes, Choice, Field, PostForm } from '../views/forms.tsx'
import { usePage } from '../views/page-context.ts'
import { RecurringList } from './repeat-list.tsx'

const idParams = z.object({ id: id() })
type NoticeVisit = Visit<typeof idParams>

const rhythms = ['weekly', 'monthly', 'yearly', 'working_day', 'lunar'] as const
const shifts = ['stays', 'earlier', 'later'] as const
const weekdays = [1, 2, 3, 4, 5, 6, 7] as const

const whole = (least: number, most: number) =>
  z
    .string()
    .default('')
    .transform((text) => (text.trim() === '' ? null : Number(text)))
    .pipe(
      z
        .number('console.fault.not_a_number')
        .int('console.fault.not_a_number')
        .min(least, 'console.fault.not_a_number')
        .max(most, 'console.fault.not_a_number')
        .nullable()
    )

const repeatForm = z.object({
  rhythm: z.enum(rhythms, 'console.fault.choose'),
  weekdays: boxes(),
  day: whole(-15, 31),
  month: whole(1, 12),
  shift: z.enum(shifts, 'console.fault.choose'),
  lead: whole(0, 60),
  clock: line(5).refine(isClock, 'console.fault.not_read'),
  until: maybeDay(),
})
type Typed = z.infer<typeof repeatForm>

/** Notices that come again: by weekdays, by the month, by the year, by working days, by the moon. */
export function addRepeatPages(app: ConsoleApp): void {
  page(app, 'GET /notices/recurring', 'read_notices', async ({ work, may, t }) =>
    show(
      t('notice.desk.recurring'),
      <RecurringList lines={await listRecurring(work)} mayWrite={may('write_notices')} />
    )
  )
  page(app, 'POST /notices/recurring/:id/end', 'write_notices', {
    params: idParams,
    answer: async ({ work, params }) =>
      (await endRecurring(work, { recurringId: params.id })).ok
        ? goTo('/notices/recurring', { say: 'notice.desk.said.repeat_ended' })
        : notFound(),
  })
  page(app, 'POST /notices/recurring/:id/resume', 'write_notices', {
    params: idParams,
    answer: async ({ work, params }) => {
      const done = await resumeRecurring(work, { recurringId: params.id })
      if (done.ok) return goTo('/notices/recurring', { say: 'notice.desk.said.repeat_resumed' })
      return done.refusal === 'not_found' ? notFound() : conflict(`notice.refused.${done.refusal}`)
    },
  })
  page(app, 'GET /notices/:id/repeat', 'write_notices', {
    params: idParams,
    answer: async ({ work, params, t }) => {
      const notice = await findNotice(work, { noticeId: params.id })
      if (notice === null) return notFound()
      return isRepeatable(notice) ? repeatPage(t, notice, {}) : conflict('notice.refused.not_repeatable')
    },
  })
  page(app, 'POST /notices/:id/repeat', 'write_notices', { params: idParams, answer: repeat })
}

const repeatPage = (t: Words, notice: NoticeRow, form: Form, faults: readonly Fault[] = []): Answer =>
  show(t('notice.desk.repeat_title', { title: notice.title }), <RepeatForm notice={notice} form={form} />, { faults })

async function repeat({ work, params, form, t }: NoticeVisit): Promise<Answer> {
  const notice = await findNotice(work, { noticeId: params.id })
  if (notice === null) return notFound()
  const read = readForm(repeatForm, form)
  if (!read.ok) return repeatPage(t, notice, form, read.faults)
  const recurrence = recurrenceOf(read.value)
  if (recurrence === null) {
    const field = read.value.rhythm === 'weekly' ? 'weekdays' : read.value.day === null ? 'day' : 'month'
    return repeatPage(t, notice, form, [{ field, say: 'console.fault.missing' }])
  }
  const { shift, lead, clock, until } = read.value
  const key = typed(form, 'key')
  const made = await repeatNotice(work, {
    ...{ noticeId: params.id, recurrence, shift, leadDays: lead ?? 0, sendClock: clock },
    endsDate: until,
    recurringId: isId(key) ? key : newId(),
  })
  if (made.ok) return goTo('/notices/recurring', { say: 'notice.desk.said.repeated' })
  if (made.refusal === 'repeated_twice') return conflict('notice.refused.repeated_twice')
  const field = made.refusal === 'never_happens' ? 'day' : ''
  return repeatPage(t, notice, form, [{ field, say: `notice.refused.${made.refusal}` }])
}

/** Null where what the chosen rhythm needs is not filled in. */
function recurrenceOf({ rhythm, weekdays: chosen, day: date, month }: Typed): Recurrence | null {
  if (rhythm === 'weekly') return chosen.length === 0 ? null : { kind: 'weekly', weekdays: chosen.map(Number) }
  if (date === null) return null
  if (rhythm === 'monthly') return { kind: 'monthly', day: date }
  if (rhythm === 'working_day') return { kind: 'working_day', nth: date }
  if (rhythm === 'lunar') return { kind: 'lunar', day: date, ...(month === null ? {} : { month }) }
  return month === null ? null : { kind: 'yearly', month, day: date }
}

function RepeatForm({ notice, form }: { notice: NoticeRow; form: Form }) {
  const { t } = usePage()
  const key = typed(form, 'key')
  const clock = typed(form, 'clock') || (notice.sendAt === null ? '08:00' : wardClockOf(notice.sendAt))
  return (
    <PostForm action={`/notices/${notice.id}/repeat`} form={form}>
      <p>{t('notice.desk.repeat_what')}</p>
      <input type="hidden" name="key" value={isId(key) ? key : newId()} />
      <Choice
        name="rhythm"
        label={t('notice.desk.rhythm')}
        options={rhythms.map((value) => ({ value, label: t(`notice.desk.rhythms.${value}`) }))}
      />
      <Boxes
        name="weekdays"
        legend={t('notice.desk.weekdays')}
        hint={t('notice.desk.weekdays_hint')}
        options={weekdays.map((one) => ({ value: String(one), label: t(`notice.desk.weekday.d${one}`) }))}
        values={ticked(form, 'weekdays')}
      />
      <Field name="day" label={t('notice.desk.repeat_day')} hint={t('notice.desk.repeat_day_hint')} short optional />
      <Field
        name="month"
        label={t('notice.desk.repeat_month')}
        hint={t('notice.desk.repeat_month_hint')}
        inputMode="numeric"
        short
        optional
      />
      <Choice
        name="shift"
        label={t('notice.desk.shift')}
        options={shifts.map((value) => ({ value, label: t(`notice.desk.shifts.${value}`) }))}
      />
      <Field
        name="lead"
        label={t('notice.desk.lead')}
        hint={t('notice.desk.lead_hint')}
        inputMode="numeric"
        short
        optional
      />
      <Field name="clock" label={t('notice.desk.send_clock')} hint={t('notice.desk.clock_hint')} value={clock} short />
      <Field name="until" label={t('notice.desk.until')} type="date" short optional />
      <button class="main">{t('notice.desk.repeat_keep')}</button>
    </PostForm>
  )
}
