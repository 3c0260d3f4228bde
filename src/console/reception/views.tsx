import { formatClock, wardClockOf } from '../../platform/ward-time.ts'
import type { BookingLine, ReceptionLine } from '../../ward/reception/list-receptions.ts'
import type { BookingStatus } from '../../ward/reception/reception.ts'
import { typed, type Form } from '../form.ts'
import { Area, Field, PostForm } from '../views/forms.tsx'
import { usePage } from '../views/page-context.ts'
import { Careful, Day, Deed, Facts, Go, Notice, Tag, When, type Tone } from '../views/parts.tsx'
import { Table } from '../views/table.tsx'

const clock = (at: Date): string => formatClock(wardClockOf(at), 'vi')

type CalendarProps = { coming: readonly ReceptionLine[]; past: readonly ReceptionLine[]; form: Form }

export function ReceptionCalendar({ coming, past, form }: CalendarProps) {
  const { t } = usePage()
  return (
    <>
      <h2>{t('reception.desk.coming')}</h2>
      <Sessions sessions={coming} caption={t('reception.desk.coming')} empty={t('reception.desk.none')} />
      <h2>{t('reception.desk.post')}</h2>
      <p>{t('reception.desk.post_what')}</p>
      <PostForm action="/reception" form={form}>
        <div class="columns">
          <Field name="date" type="date" label={t('reception.desk.date')} />
          <Field
            name="from"
            label={t('reception.desk.from')}
            hint={t('reception.desk.clock_hint')}
            value={typed(form, 'from') || '07:30'}
          />
          <Field
            name="to"
            label={t('reception.desk.to')}
            hint={t('reception.desk.clock_hint')}
            value={typed(form, 'to') || '11:30'}
          />
          <Field name="place" label={t('reception.desk.place')} />
          <Field name="host" label={t('reception.desk.host')} hint={t('reception.desk.host_hint')} />
          <Field
            name="seats"
            type="number"
            inputMode="numeric"
            label={t('reception.desk.seats')}
            value={typed(form, 'seats') || '10'}
          />
        </div>
        <button class="main">{t('reception.desk.post_now')}</button>
      </PostForm>
      {past.length === 0 ? null : (
        <>
          <h2>{t('reception.desk.past')}</h2>
          <Sessions sessions={past} caption={t('reception.desk.past')} empty="" />
        </>
      )}
    </>
  )
}

function Sessions({
  sessions,
  caption,
  empty,
}: {
  sessions: readonly ReceptionLine[]
  caption: string
  empty: string
}) {
  const { t } = usePage()
  return (
    <Table
      caption={caption}
      empty={empty}
      rows={sessions}
      columns={[
        {
          title: t('reception.desk.date'),
          kind: 'main',
          cell: ({ id, startsAt, endsAt }) => (
            <>
              <Go to={`/reception/${id}`}>
                <Day date={startsAt} />
              </Go>
              <div class="quiet">
                {clock(startsAt)} – {clock(endsAt)}
              </div>
            </>
          ),
        },
        { title: t('reception.desk.place'), cell: ({ place }) => place },
        { title: t('reception.desk.host'), cell: ({ host }) => host },
        {
          title: t('reception.desk.taken'),
          kind: 'number',
          cell: ({ booked, seats, cancelledAt }) =>
            cancelledAt === null ? `${booked}/${seats}` : <Tag tone="bad">{t('reception.desk.is_cancelled')}</Tag>,
        },
      ]}
    />
  )
}

const tones: Readonly<Record<BookingStatus, Tone>> = { booked: 'plain', came: 'good', missed: 'warn', cancelled: 'bad' }

type DayProps = {
  reception: ReceptionLine
  bookings: readonly BookingLine[]
  now: Date
  form: Form
  formKey: string
}

/** The queue of a day, as it is called; on paper the list for the door. */
export function ReceptionDay({ reception, bookings, now, form, formKey }: DayProps) {
  const { t } = usePage()
  const path = `/reception/${reception.id}`
  const hasBegun = reception.startsAt <= now
  const isOpen = reception.cancelledAt === null && reception.endsAt > now
  return (
    <>
      {reception.cancelledAt === null ? null : (
        <Notice tone="bad">
          {t('reception.desk.is_cancelled')}. {reception.cancelReason}
        </Notice>
      )}
      <Facts
        facts={[
          [t('reception.desk.hours'), `${clock(reception.startsAt)} – ${clock(reception.endsAt)}`],
          [t('reception.desk.place'), reception.place],
          [t('reception.desk.host'), reception.host],
          [t('reception.desk.taken'), `${reception.booked}/${reception.seats}`],
          [t('reception.desk.posted_at'), <When at={reception.postedAt} />],
        ]}
      />
      <h2>{t('reception.desk.queue')}</h2>
      <Table
        caption={t('reception.desk.queue')}
        empty={t('reception.desk.queue_empty')}
        rows={bookings}
        columns={[
          { title: t('reception.desk.number'), kind: 'main', cell: ({ number }) => String(number) },
          { title: t('reception.desk.called'), cell: ({ at }) => clock(at) },
          {
            title: t('reception.desk.person'),
            cell: ({ name, phone, channel }) =>
              [name, phone, channel === null ? '' : t(`console.channel.${channel}`)].filter(Boolean).join(', ') || '–',
          },
          { title: t('reception.desk.note'), cell: ({ note }) => note || '–' },
          {
            title: t('console.list.status'),
            cell: (one) => (
              <>
                <Tag tone={tones[one.status]}>{t(`reception.desk.status.${one.status}`)}</Tag>{' '}
                {hasBegun && one.status !== 'cancelled' ? (
                  <>
                    {one.status === 'came' ? null : (
                      <Deed action={`${path}/bookings/${one.id}/came`} label={t('reception.desk.came')} tone="second" />
                    )}
                    {one.status === 'missed' ? null : (
                      <Deed
                        action={`${path}/bookings/${one.id}/missed`}
                        label={t('reception.desk.missed')}
                        tone="second"
                      />
                    )}
                  </>
                ) : null}
                {!hasBegun && one.status === 'booked' ? (
                  <Deed
                    action={`${path}/bookings/${one.id}/cancel`}
                    label={t('reception.desk.cancel_booking')}
                    tone="second"
                  />
                ) : null}
              </>
            ),
          },
        ]}
      />
      <p class="quiet">{t('reception.desk.print_hint')}</p>
      {isOpen && !hasBegun ? (
        <>
          <h2>{t('reception.desk.book')}</h2>
          <PostForm action={`${path}/book`} form={form}>
            <input type="hidden" name="key" value={formKey} />
            <Field name="name" label={t('reception.desk.name')} />
            <Field name="phone" type="tel" label={t('reception.desk.phone')} short optional />
            <Area name="note" label={t('reception.desk.note')} hint={t('reception.desk.note_hint')} rows={2} optional />
            <button class="main">{t('reception.desk.book_now')}</button>
          </PostForm>
        </>
      ) : null}
      {isOpen ? (
        <Careful label={t('reception.desk.cancel')}>
          <PostForm action={`${path}/cancel`} form={form}>
            <Field name="reason" label={t('reception.desk.reason')} hint={t('reception.desk.reason_hint')} />
            <button class="bad">{t('reception.desk.cancel_now')}</button>
          </PostForm>
        </Careful>
      ) : null}
    </>
  )
}
