import type { Missed } from '../../ward/ladder/ladder.ts'
import type { ThingSteps } from '../../ward/ladder/thing-steps.ts'
import type { InvitedHousehold, InvitedList } from '../../ward/meeting/list-households.ts'
import type { MeetingRow } from '../../ward/meeting/list-meetings.ts'
import { longestMinutes, type Matter, type MeetingStatus } from '../../ward/meeting/meeting.ts'
import type { PaperLine } from '../../ward/paper/list-papers.ts'
import type { PostingLine } from '../../ward/posting/list-postings.ts'
import type { Form } from '../form.ts'
import { LadderSection, MissedRules, PaperSection, PostingSection } from '../papers/views.tsx'
import { Area, Field, PostForm } from '../views/forms.tsx'
import { usePage } from '../views/page-context.ts'
import { Careful, Deed, Facts, Go, Tag, When, type Tone } from '../views/parts.tsx'
import { Table } from '../views/table.tsx'

const tones: Readonly<Record<MeetingStatus, Tone>> = { draft: 'warn', called: 'plain', held: 'good', cancelled: 'bad' }

export function MeetingList({ meetings, mayEdit }: { meetings: readonly MeetingRow[]; mayEdit: boolean }) {
  const { t } = usePage()
  return (
    <>
      <p>{t('meeting.desk.what')}</p>
      {mayEdit ? (
        <p>
          <Go to="/meetings/new" class="button">
            {t('meeting.desk.add')}
          </Go>
        </p>
      ) : null}
      <Table
        caption={t('meeting.desk.title')}
        empty={t('meeting.desk.none')}
        rows={meetings}
        columns={[
          {
            title: t('meeting.desk.name'),
            kind: 'main',
            cell: ({ id, title }) => <Go to={`/meetings/${id}`}>{title}</Go>,
          },
          { title: t('meeting.desk.when'), cell: ({ startsAt }) => <When at={startsAt} /> },
          { title: t('meeting.desk.who'), cell: (row) => <Invited meeting={row} /> },
          {
            title: t('console.list.status'),
            cell: ({ status }) => <Tag tone={tones[status]}>{t(`meeting.status.${status}`)}</Tag>,
          },
        ]}
      />
    </>
  )
}

function Invited({ meeting }: { meeting: MeetingRow }) {
  const { t } = usePage()
  if (meeting.householdIds.length > 0)
    return <>{t('meeting.desk.some_households', { count: meeting.householdIds.length })}</>
  return <>{meeting.neighbourhoods.length === 0 ? t('meeting.desk.whole_ward') : meeting.neighbourhoods.join(', ')}</>
}

type ViewProps = {
  meeting: MeetingRow
  missed: readonly Missed[]
  mayEdit: boolean
  papers: readonly PaperLine[]
  postings: readonly PostingLine[]
  steps: ThingSteps
  carried: boolean | null
  list: InvitedList | null
  /** What was typed before the page came back with a fault. */
  form: Form
}

export function MeetingView({ meeting, missed, mayEdit, papers, postings, steps, carried, list, form }: ViewProps) {
  const { t, now } = usePage()
  const { id, status } = meeting
  const of = { noun: 'meeting' as const, rowId: id, mayEdit }
  const isOver = meeting.startsAt <= now
  return (
    <>
      <MissedRules noun="meeting" missed={missed} />
      <p>
        <Tag tone={tones[status]}>{t(`meeting.status.${status}`)}</Tag>
      </p>
      <Facts
        facts={[
          [t('meeting.desk.kind'), t(`meeting.kind.${meeting.kind}`)],
          [t('meeting.desk.matter'), meeting.matter === null ? null : t(`meeting.matter.${meeting.matter as Matter}`)],
          [t('meeting.desk.when'), <When at={meeting.startsAt} />],
          [t('meeting.desk.place'), meeting.place],
          [t('meeting.desk.who'), <Invited meeting={meeting} />],
          [t('meeting.desk.chair'), meeting.chair],
          [t('meeting.desk.contact'), meeting.contact],
          [t('meeting.desk.number'), meeting.number],
          [t('meeting.desk.total'), meeting.totalHouseholds],
          [t('meeting.desk.cancelled_why'), meeting.cancelledWhy],
        ]}
      />
      <h2>{t('meeting.desk.agenda')}</h2>
      <ol>
        {meeting.agenda.map((one) => (
          <li>{one}</li>
        ))}
      </ol>
      {mayEdit && (status === 'draft' || status === 'called') ? (
        <p>
          {status === 'draft' ? <Deed action={`/meetings/${id}/call`} label={t('meeting.desk.call')} /> : null}{' '}
          <Go to={`/meetings/${id}/edit`}>{t('meeting.desk.edit')}</Go>
        </p>
      ) : null}
      {list !== null && status !== 'draft' ? <Answers meeting={meeting} list={list} mayEdit={mayEdit} /> : null}
      <LadderSection {...of} steps={steps} />
      <PaperSection {...of} papers={papers} />
      <PostingSection {...of} postings={postings} />
      {status === 'held' || (status === 'called' && isOver) ? (
        <Minutes meeting={meeting} mayEdit={mayEdit} carried={carried} form={form} />
      ) : null}
      {mayEdit && (status === 'draft' || status === 'called') ? (
        <Careful label={t('meeting.desk.cancel')} field="why">
          <PostForm action={`/meetings/${id}/cancel`} form={form}>
            <Field name="why" label={t('meeting.desk.cancelled_why')} hint={t('meeting.desk.cancel_hint')} />
            <button class="bad">{t('meeting.desk.cancel')}</button>
          </PostForm>
        </Careful>
      ) : null}
    </>
  )
}

const countOf = (list: InvitedList, is: (one: InvitedHousehold) => boolean): number => list.households.filter(is).length

function Answers({ meeting, list, mayEdit }: { meeting: MeetingRow; list: InvitedList; mayEdit: boolean }) {
  const { t } = usePage()
  return (
    <section>
      <h2>{t('meeting.desk.answers')}</h2>
      <Facts
        facts={[
          [
            t('meeting.answer.coming'),
            String(countOf(list, ({ answer }) => answer === 'coming') + list.strangers.coming),
          ],
          [
            t('meeting.answer.delegate'),
            String(countOf(list, ({ answer }) => answer === 'delegate') + list.strangers.delegate),
          ],
          [
            t('meeting.answer.not_coming'),
            String(countOf(list, ({ answer }) => answer === 'not_coming') + list.strangers.not_coming),
          ],
          [t('meeting.visit.not_answered'), String(countOf(list, ({ visit }) => visit === 'not_answered'))],
          [t('meeting.visit.no_way'), String(countOf(list, ({ visit }) => visit === 'no_way'))],
        ]}
      />
      {mayEdit ? (
        <p>
          <Go to={`/meetings/${meeting.id}/households`}>{t('meeting.desk.households')}</Go>
        </p>
      ) : null}
    </section>
  )
}

type MinutesProps = { meeting: MeetingRow; mayEdit: boolean; carried: boolean | null; form: Form }

function Minutes({ meeting, mayEdit, carried, form }: MinutesProps) {
  const { t } = usePage()
  const kept = { minutes: meeting.minutes ?? '', yes: meeting.yes === null ? '' : String(meeting.yes) }
  return (
    <section>
      <h2>{t('meeting.desk.minutes')}</h2>
      {carried === null ? null : (
        <p>
          <Tag tone={carried ? 'good' : 'bad'}>{t(carried ? 'meeting.desk.carried' : 'meeting.desk.not_carried')}</Tag>{' '}
          {t('meeting.desk.share', { yes: meeting.yes ?? 0, total: meeting.totalHouseholds ?? 0 })}
        </p>
      )}
      {mayEdit ? (
        <PostForm action={`/meetings/${meeting.id}/minutes`} form={{ ...kept, ...form }}>
          <Area
            name="minutes"
            label={t('meeting.desk.minutes')}
            hint={t('meeting.desk.minutes_hint', { most: longestMinutes })}
            rows={8}
          />
          <Field
            name="yes"
            label={t('meeting.desk.yes')}
            hint={t('meeting.desk.yes_hint')}
            inputMode="numeric"
            short
            optional
          />
          <button class="main">{t('meeting.desk.send_minutes')}</button>
        </PostForm>
      ) : (
        <p>{meeting.minutes}</p>
      )}
    </section>
  )
}
