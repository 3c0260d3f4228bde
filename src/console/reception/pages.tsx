import { z } from 'zod'
import { isId, newId } from '../../platform/ids.ts'
import { bookReception } from '../../ward/reception/book-reception.ts'
import { cancelReception } from '../../ward/reception/cancel-reception.ts'
import { cancelBooking, markBooking } from '../../ward/reception/change-booking.ts'
import { findReception, listReceptions } from '../../ward/reception/list-receptions.ts'
import { postReception } from '../../ward/reception/post-reception.ts'
import { conflict, goTo, notFound, show, type Answer } from '../answer.ts'
import type { ConsoleApp } from '../console-app.ts'
import { id, typed, type Fault, type Form } from '../form.ts'
import { page } from '../page.tsx'
import type { Visit } from '../visit.ts'
import { ReceptionCalendar, ReceptionDay } from './views.tsx'

const idParams = z.object({ id: id() })
const bookingParams = z.object({ id: id(), bookingId: id() })
type DayVisit = Visit<typeof idParams>
type BookingVisit = Visit<typeof bookingParams>

const shownPastMs = 31 * 86_400_000

/** Citizens' reception: the schedule, the queue of a day, and who came. */
export function addReceptionPages(app: ConsoleApp): void {
  page(app, 'GET /reception', 'keep_reception', (visit) => calendar(visit))
  page(app, 'POST /reception', 'keep_reception', { answer: post })
  page(app, 'GET /reception/:id', 'keep_reception', { params: idParams, answer: (visit) => dayPage(visit) })
  page(app, 'POST /reception/:id/book', 'keep_reception', { params: idParams, answer: book })
  page(app, 'POST /reception/:id/cancel', 'keep_reception', { params: idParams, answer: cancel })
  page(app, 'POST /reception/:id/bookings/:bookingId/came', 'keep_reception', {
    params: bookingParams,
    answer: (visit) => mark(visit, true),
  })
  page(app, 'POST /reception/:id/bookings/:bookingId/missed', 'keep_reception', {
    params: bookingParams,
    answer: (visit) => mark(visit, false),
  })
  page(app, 'POST /reception/:id/bookings/:bookingId/cancel', 'keep_reception', {
    params: bookingParams,
    answer: cancelOne,
  })
}

async function calendar({ work, t }: Visit, form: Form = {}, faults: readonly Fault[] = []): Promise<Answer> {
  const sessions = await listReceptions(work, { from: new Date(work.now.getTime() - shownPastMs) })
  const isPast = ({ endsAt }: { endsAt: Date }) => endsAt <= work.now
  return show(
    t('reception.desk.title'),
    <ReceptionCalendar
      coming={sessions.filter((one) => !isPast(one))}
      past={sessions.filter(isPast).reverse()}
      form={form}
    />,
    { faults }
  )
}

const postFields: Readonly<Record<string, string>> = {
  date_missing: 'date',
  day_off: 'date',
  posted_too_late: 'date',
  posted_already: 'date',
  hours_missing: 'from',
  place_missing: 'place',
  host_missing: 'host',
  seats_missing: 'seats',
}

async function post(visit: Visit): Promise<Answer> {
  const { work, form } = visit
  const posted = await postReception(work, {
    date: typed(form, 'date'),
    from: clockOf(typed(form, 'from')),
    to: clockOf(typed(form, 'to')),
    place: typed(form, 'place'),
    host: typed(form, 'host'),
    seats: Number(typed(form, 'seats')),
  })
  if (posted.ok) return goTo('/reception', { say: 'reception.desk.posted' })
  return calendar(visit, form, [
    { field: postFields[posted.refusal] ?? '', say: `reception.refused.${posted.refusal}` },
  ])
}

/** "7:30", "7h30" and "07.30" are one hour. */
function clockOf(text: string): string {
  const [, hour, minute] = /^\s*(\d{1,2})\s*[:.hg]?\s*(\d{2})?\s*$/i.exec(text) ?? []
  return hour === undefined ? '' : `${hour.padStart(2, '0')}:${minute ?? '00'}`
}

async function dayPage(visit: DayVisit, form: Form = {}, faults: readonly Fault[] = []): Promise<Answer> {
  const { work, params, t } = visit
  const found = await findReception(work, { receptionId: params.id })
  if (!found.ok) return notFound()
  const key = typed(form, 'key')
  return show(
    t('reception.desk.day_title', { at: found.value.reception.startsAt.toISOString() }),
    <ReceptionDay {...found.value} now={work.now} form={form} formKey={isId(key) ? key : newId()} />,
    { faults }
  )
}

async function book(visit: DayVisit): Promise<Answer> {
  const { work, params, form } = visit
  const key = typed(form, 'key')
  const booked = await bookReception(work, {
    receptionId: params.id,
    name: typed(form, 'name'),
    phone: typed(form, 'phone'),
    note: typed(form, 'note'),
    key: `desk:${isId(key) ? key : newId()}`,
  })
  if (booked.ok)
    return goTo(`/reception/${params.id}`, { say: 'reception.desk.booked', with: { number: booked.value.number } })
  if (booked.refusal === 'not_found') return notFound()
  const field = booked.refusal.startsWith('note_') ? 'note' : ''
  return dayPage(visit, form, [{ field, say: `reception.refused.${booked.refusal}` }])
}

async function cancel(visit: DayVisit): Promise<Answer> {
  const { work, params, form } = visit
  const cancelled = await cancelReception(work, { receptionId: params.id, reason: typed(form, 'reason') })
  if (cancelled.ok)
    return goTo('/reception', { say: 'reception.desk.cancelled', with: { count: cancelled.value.told } })
  if (cancelled.refusal === 'not_found') return notFound()
  return dayPage(visit, form, [{ field: 'reason', say: `reception.refused.${cancelled.refusal}` }])
}

/** Whether the booking is one of this day: an address made up of two days means nothing. */
async function isOfDay({ work, params }: BookingVisit): Promise<boolean> {
  const found = await findReception(work, { receptionId: params.id })
  return found.ok && found.value.bookings.some((one) => one.id === params.bookingId)
}

async function mark(visit: BookingVisit, came: boolean): Promise<Answer> {
  const { work, params } = visit
  if (!(await isOfDay(visit))) return notFound()
  const marked = await markBooking(work, { bookingId: params.bookingId, came })
  if (marked.ok) return goTo(`/reception/${params.id}`, { say: 'reception.desk.marked' })
  return marked.refusal === 'not_found' ? notFound() : conflict(`reception.refused.${marked.refusal}`)
}

async function cancelOne(visit: BookingVisit): Promise<Answer> {
  const { work, params } = visit
  if (!(await isOfDay(visit))) return notFound()
  const cancelled = await cancelBooking(work, { bookingId: params.bookingId })
  if (cancelled.ok) return goTo(`/reception/${params.id}`, { say: 'reception.desk.booking_cancelled' })
  return cancelled.refusal === 'not_found' ? notFound() : conflict(`reception.refused.${cancelled.refusal}`)
}
