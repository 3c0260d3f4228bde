import ical from 'ical-generator'
import type { Translate } from '../../platform/i18n.ts'
import type { MeetingRow } from '../../ward/meeting/list-meetings.ts'
import type { PaperLine } from '../../ward/paper/list-papers.ts'
import type { PostingLine } from '../../ward/posting/list-postings.ts'
import { Facts, Papers, Postings, Text, When } from './parts.tsx'

type Ward = { slug: string; name: string }

const forWhom = (t: Translate, { neighbourhoods }: MeetingRow): string =>
  neighbourhoods.length === 0 ? t('meeting.board.whole_ward') : neighbourhoods.join(', ')

export function MeetingList({ t, ward, rows }: { t: Translate; ward: Ward; rows: readonly MeetingRow[] }) {
  if (rows.length === 0) return <p>{t('meeting.board.none')}</p>
  return (
    <>
      <p>
        <a href={`/${ward.slug}/meetings.ics`}>{t('meeting.board.calendar')}</a>
      </p>
      <table>
        <caption>{t('meeting.board.count', { total: rows.length })}</caption>
        <thead>
          <tr>
            <th scope="col">{t('meeting.board.title')}</th>
            <th scope="col">{t('meeting.board.when')}</th>
            <th scope="col">{t('meeting.board.place')}</th>
            <th scope="col">{t('meeting.board.status')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <th scope="row">
                <a href={`/${ward.slug}/meetings/${row.id}`}>{row.title}</a>
              </th>
              <td data-label={t('meeting.board.when')}>
                <When at={row.startsAt} />
              </td>
              <td data-label={t('meeting.board.place')}>{row.place}</td>
              <td data-label={t('meeting.board.status')}>{t(`meeting.status.${row.status}`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

type DetailProps = {
  t: Translate
  ward: Ward
  meeting: MeetingRow
  papers: readonly PaperLine[]
  postings: readonly PostingLine[]
}

export function MeetingDetail({ t, ward, meeting, papers, postings }: DetailProps) {
  return (
    <>
      {meeting.status === 'cancelled' ? (
        <p class="note">{t('meeting.board.cancelled', { why: meeting.cancelledWhy ?? '' })}</p>
      ) : null}
      <Facts
        facts={[
          [t('meeting.board.when'), <When at={meeting.startsAt} />],
          [t('meeting.board.place'), meeting.place],
          [t('meeting.board.who'), forWhom(t, meeting)],
          [t('meeting.board.chair'), meeting.chair],
          [t('meeting.board.contact'), meeting.contact],
        ]}
      />
      <section aria-labelledby="noi-dung-hop">
        <h2 id="noi-dung-hop">{t('meeting.board.agenda')}</h2>
        <ol>
          {meeting.agenda.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ol>
      </section>
      <Papers t={t} base={`/${ward.slug}/meetings/${meeting.id}`} papers={papers} />
      <Postings t={t} postings={postings} />
      {meeting.minutes === null ? null : (
        <section aria-labelledby="bien-ban">
          <h2 id="bien-ban">{t('meeting.board.minutes')}</h2>
          <Text text={meeting.minutes} />
          {meeting.yes === null ? null : (
            <p>{t('meeting.board.yes', { yes: meeting.yes, total: meeting.totalHouseholds ?? 0 })}</p>
          )}
        </section>
      )}
    </>
  )
}

const twoHoursMs = 2 * 3_600_000

/**
 * Meetings as a calendar to subscribe to: a moved meeting keeps its id, so that it moves in people's calendars too. Hours are
 * told in UTC: an hour of a named zone would need the zone's own definition beside it, and was told seven hours early.
 */
export function meetingCalendar(ward: Ward, rows: readonly MeetingRow[], now: Date): string {
  const calendar = ical({ name: ward.name, prodId: { company: 'Loa Phường', product: 'meetings', language: 'VI' } })
  for (const row of rows) {
    calendar.createEvent({
      id: `${row.id}@${ward.slug}`,
      start: row.startsAt,
      end: new Date(row.startsAt.getTime() + twoHoursMs),
      stamp: row.calledAt ?? now,
      sequence: row.version,
      summary: row.title,
      location: row.place,
      description: row.agenda.join('\n'),
      status: (row.status === 'cancelled' ? 'CANCELLED' : 'CONFIRMED') as never,
    })
  }
  return calendar.toString()
}
