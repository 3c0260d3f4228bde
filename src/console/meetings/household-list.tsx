import type { InvitedList } from '../../ward/meeting/list-households.ts'
import type { MeetingRow } from '../../ward/meeting/list-meetings.ts'
import { PostForm } from '../views/forms.tsx'
import { usePage } from '../views/page-context.ts'
import { Go, Tag } from '../views/parts.tsx'
import { Table } from '../views/table.tsx'

/** The list at the door: who was invited, what they said, who should be visited; ticked off once the meeting has begun. */
export function HouseholdList({ meeting, list }: { meeting: MeetingRow; list: InvitedList }) {
  const { t, now } = usePage()
  const mayTick = meeting.startsAt <= now && meeting.status !== 'cancelled'
  const table = (
    <Table
      caption={t('meeting.desk.households')}
      empty={t('meeting.desk.no_households')}
      rows={list.households}
      columns={[
        { title: t('meeting.desk.head'), kind: 'main', cell: ({ head, code }) => `${head ?? '–'} (${code})` },
        { title: t('meeting.desk.neighbourhood'), cell: ({ neighbourhood }) => neighbourhood ?? '–' },
        {
          title: t('meeting.desk.answer'),
          cell: ({ answer, delegate }) =>
            answer === null ? '–' : `${t(`meeting.answer.${answer}`)}${delegate === null ? '' : `: ${delegate}`}`,
        },
        {
          title: t('meeting.desk.visit'),
          cell: ({ visit }) => (visit === null ? '–' : <Tag tone="warn">{t(`meeting.visit.${visit}`)}</Tag>),
        },
        {
          title: t('meeting.desk.attended'),
          cell: ({ householdId, attended, head, code }) =>
            mayTick ? (
              <input
                type="checkbox"
                name="present"
                value={householdId}
                checked={attended === true}
                aria-label={t('meeting.desk.came', { name: head ?? code })}
              />
            ) : (
              <span aria-hidden="true">☐</span>
            ),
        },
      ]}
    />
  )
  return (
    <>
      <p>{t('meeting.desk.households_what')}</p>
      {mayTick ? (
        <PostForm action={`/meetings/${meeting.id}/households`}>
          {list.households.map(({ householdId, attended }) =>
            attended === true ? <input type="hidden" name="shown" value={householdId} /> : null
          )}
          {table}
          <button class="main">{t('meeting.desk.keep_attendance')}</button>
        </PostForm>
      ) : (
        table
      )}
      <p>
        <Go to={`/meetings/${meeting.id}`}>{t('meeting.desk.back')}</Go>
      </p>
    </>
  )
}
