import type { EventLine } from '../../ward/civil-event/list-civil-events.ts'
import { Deed, Facts, Go, Notice, Tag } from '../views/parts.tsx'
import { usePage } from '../views/page-context.ts'
import { Day } from '../views/parts.tsx'

type MergeProps = { event: EventLine; likely: readonly EventLine[] }

/** One death told twice: both stand side by side before an official says that they are one. */
export function MergeView({ event, likely }: MergeProps) {
  const { t } = usePage()
  return (
    <>
      <p>{t('civil_event.desk.merge_what')}</p>
      <EventFacts event={event} />
      <h2>{t('civil_event.desk.merge_with')}</h2>
      {likely.length === 0 ? <p class="empty">{t('civil_event.desk.merge_none')}</p> : null}
      {likely.map((other) => (
        <article class="notice">
          <EventFacts event={other} />
          <Deed
            action={`/civil-events/${event.id}/merge`}
            label={t('civil_event.desk.merge_do')}
            tone="second"
            fields={{ with: other.id }}
          />
        </article>
      ))}
      <p>
        <Go to="/civil-events">{t('civil_event.desk.merge_back')}</Go>
      </p>
    </>
  )
}

/** Two events that an official has found to be one, and the way back. */
export function MergedView({ event, main, mayAct }: { event: EventLine; main: EventLine; mayAct: boolean }) {
  const { t } = usePage()
  return (
    <>
      <Notice>
        <p>{t('civil_event.desk.merged_what')}</p>
      </Notice>
      <EventFacts event={event} />
      <h2>{t('civil_event.desk.merged_into')}</h2>
      <EventFacts event={main} />
      {mayAct ? (
        <Deed action={`/civil-events/${event.id}/split`} label={t('civil_event.desk.split_do')} tone="second" />
      ) : null}
    </>
  )
}

function EventFacts({ event }: { event: EventLine }) {
  const { t } = usePage()
  return (
    <Facts
      facts={[
        ...event.people.map(
          ({ role, fullName }) =>
            [t(`civil_event.desk.person.${role}`), fullName || t('civil_event.desk.nobody')] as const
        ),
        [t('civil_event.desk.number'), event.registerNumber ?? t('civil_event.desk.not_registered')],
        [t('civil_event.desk.date'), <Day date={event.registeredDate} />],
        [t('civil_event.desk.died_on'), event.diedDate && <Day date={event.diedDate} />],
        [
          t('civil_event.desk.letter'),
          event.letter && (
            <Go to={`/letters/${event.letter.id}`}>
              <Tag>{t(`letter.status.${event.letter.status}`)}</Tag>
            </Go>
          ),
        ],
      ]}
    />
  )
}
