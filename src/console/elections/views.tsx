import { electionKinds, type ElectionStatus } from '../../ward/election/election.ts'
import type { ElectionLine, ElectionPage } from '../../ward/election/find-elections.ts'
import type { Missed } from '../../ward/ladder/ladder.ts'
import type { ThingSteps } from '../../ward/ladder/thing-steps.ts'
import type { PaperLine } from '../../ward/paper/list-papers.ts'
import { typed, type Form } from '../form.ts'
import { LadderSection, MissedRules, PaperSection, PostingSection } from '../papers/views.tsx'
import { Area, Choice, Field, Once, PostForm, Seen } from '../views/forms.tsx'
import { usePage } from '../views/page-context.ts'
import { Careful, Deed, Facts, Go, Notice, Tag, When, type Tone } from '../views/parts.tsx'
import { Table } from '../views/table.tsx'

/** What may have been done on paper before the election is written down here. */
export const doneSteps = ['decision', 'candidates', 'team', 'posted', 'voter_list'] as const

const tones: Readonly<Record<ElectionStatus, Tone>> = {
  draft: 'warn',
  announced: 'plain',
  held: 'good',
  cancelled: 'bad',
}

export function ElectionList({ elections, mayEdit }: { elections: readonly ElectionLine[]; mayEdit: boolean }) {
  const { t } = usePage()
  return (
    <>
      <p>{t('election.desk.what')}</p>
      {mayEdit ? (
        <p>
          <Go to="/elections/new" class="button">
            {t('election.desk.add')}
          </Go>
        </p>
      ) : null}
      <Table
        caption={t('election.desk.title')}
        empty={t('election.desk.none')}
        rows={elections}
        columns={[
          {
            title: t('election.desk.name'),
            kind: 'main',
            cell: ({ id, title }) => <Go to={`/elections/${id}`}>{title}</Go>,
          },
          { title: t('election.desk.when'), cell: ({ startsAt }) => <When at={startsAt} /> },
          {
            title: t('election.desk.neighbourhood'),
            cell: ({ neighbourhoodName }) => neighbourhoodName ?? t('election.desk.whole_ward'),
          },
          {
            title: t('console.list.status'),
            cell: ({ status }) => <Tag tone={tones[status]}>{t(`election.status.${status}`)}</Tag>,
          },
        ]}
      />
    </>
  )
}

type FormProps = {
  form: Form
  electionId: string | undefined
  neighbourhoods: readonly { id: string; name: string }[]
  missed: readonly Missed[]
}

export function ElectionForm({ form, electionId, neighbourhoods, missed }: FormProps) {
  const { t } = usePage()
  return (
    <>
      <MissedRules noun="election" missed={missed} />
      <PostForm action={electionId === undefined ? '/elections/new' : `/elections/${electionId}/edit`} form={form}>
        {electionId === undefined ? <Once /> : <Seen />}
        <Choice
          name="kind"
          label={t('election.desk.kind')}
          options={electionKinds.map((value) => ({ value, label: t(`election.kind.${value}`) }))}
        />
        <Choice
          name="neighbourhoodId"
          label={t('election.desk.neighbourhood')}
          options={neighbourhoods.map(({ id, name }) => ({ value: id, label: name }))}
          empty={t('election.desk.whole_ward')}
        />
        <Field name="title" label={t('election.desk.name')} hint={t('election.desk.name_hint')} />
        <Field name="date" label={t('election.desk.date')} type="date" short />
        <Field name="clock" label={t('election.desk.clock')} hint={t('election.desk.clock_hint')} short />
        <Field name="endClock" label={t('election.desk.end_clock')} short optional />
        <Field name="place" label={t('election.desk.place')} />
        <Field name="bring" label={t('election.desk.bring')} optional />
        <Field
          name="minCandidates"
          label={t('election.desk.min_candidates')}
          hint={t('election.desk.min_candidates_hint')}
          value={typed(form, 'minCandidates') || '1'}
          inputMode="numeric"
          short
        />
        <fieldset class="field">
          <legend>{t('election.desk.done')}</legend>
          <p class="hint">{t('election.desk.done_hint')}</p>
          {doneSteps.map((step) => (
            <Field name={`done_${step}`} label={t(`election.done.${step}`)} type="date" short optional />
          ))}
        </fieldset>
        <button class="main">{t('console.form.save')}</button>
      </PostForm>
    </>
  )
}

type ViewProps = {
  election: ElectionPage
  missed: readonly Missed[]
  mayEdit: boolean
  papers: readonly PaperLine[]
  steps: ThingSteps
  form: Form
}

export function ElectionView({ election, missed, mayEdit, papers, steps, form }: ViewProps) {
  const { t, now } = usePage()
  const { id, status } = election
  const of = { noun: 'election' as const, rowId: id, mayEdit }
  const isOpen = status === 'draft' || status === 'announced'
  return (
    <>
      <MissedRules noun="election" missed={missed} />
      <p>
        <Tag tone={tones[status]}>{t(`election.status.${status}`)}</Tag>
      </p>
      <Notice>{t('election.desk.no_vote')}</Notice>
      <Facts
        facts={[
          [t('election.desk.kind'), t(`election.kind.${election.kind}`)],
          [t('election.desk.when'), <When at={election.startsAt} />],
          [t('election.desk.place'), election.place],
          [t('election.desk.neighbourhood'), election.neighbourhoodName],
          [t('election.desk.bring'), election.bring],
          [t('election.desk.min_candidates'), String(election.minCandidates)],
          [t('election.desk.total'), election.totalHouseholds],
          [t('election.desk.present'), election.present],
          [t('election.desk.note'), election.resultNote],
          [t('election.desk.cancelled_why'), election.cancelledWhy],
        ]}
      />
      {mayEdit && isOpen ? (
        <p>
          {status === 'draft' ? (
            <Deed action={`/elections/${id}/announce`} label={t('election.desk.announce')} />
          ) : null}{' '}
          <Go to={`/elections/${id}/edit`}>{t('election.desk.edit')}</Go>
        </p>
      ) : null}
      <Candidates election={election} mayEdit={mayEdit && isOpen} form={form} />
      <LadderSection {...of} steps={steps} />
      <PostingSection {...of} postings={election.postings} />
      <PaperSection {...of} papers={papers} />
      {mayEdit && election.startsAt <= now && (status === 'announced' || status === 'held') ? (
        <Result election={election} form={form} />
      ) : null}
      {mayEdit && isOpen ? (
        <Careful label={t('election.desk.cancel')} field="why">
          <PostForm action={`/elections/${id}/cancel`} form={form}>
            <Field name="why" label={t('election.desk.cancelled_why')} hint={t('election.desk.cancel_hint')} />
            <button class="bad">{t('election.desk.cancel')}</button>
          </PostForm>
        </Careful>
      ) : null}
    </>
  )
}

function Candidates({ election, mayEdit, form }: { election: ElectionPage; mayEdit: boolean; form: Form }) {
  const { t } = usePage()
  const lines = election.candidates
    .map(({ fullName, birthYear, job }) => `${fullName}; ${birthYear}; ${job}`)
    .join('\n')
  return (
    <section>
      <h2>{t('election.desk.candidates')}</h2>
      <Table
        caption={t('election.desk.candidates')}
        empty={t('election.desk.no_candidates')}
        rows={election.candidates}
        columns={[
          { title: t('election.desk.candidate'), kind: 'main', cell: ({ fullName }) => fullName },
          { title: t('election.desk.birth_year'), cell: ({ birthYear }) => birthYear },
          { title: t('election.desk.job'), cell: ({ job }) => job },
          { title: t('election.desk.votes'), kind: 'number', cell: ({ votes }) => votes ?? '–' },
          {
            title: t('election.desk.elected'),
            cell: ({ elected }) =>
              elected === null ? (
                '–'
              ) : (
                <Tag tone={elected ? 'good' : 'plain'}>
                  {t(elected ? 'election.desk.yes' : 'election.desk.not_enough')}
                </Tag>
              ),
          },
        ]}
      />
      {mayEdit ? (
        <PostForm action={`/elections/${election.id}/candidates`}>
          <Area
            name="candidates"
            label={t('election.desk.candidates')}
            hint={t('election.desk.candidates_hint')}
            value={typed(form, 'candidates') || lines}
            rows={4}
          />
          <button class="second">{t('election.desk.keep_candidates')}</button>
        </PostForm>
      ) : null}
    </section>
  )
}

function Result({ election, form }: { election: ElectionPage; form: Form }) {
  const { t } = usePage()
  const isHead = election.kind === 'neighbourhood_head'
  return (
    <section>
      <h2>{t('election.desk.result')}</h2>
      <p>{t(isHead ? 'election.desk.result_what' : 'election.desk.result_what_deputies')}</p>
      <PostForm action={`/elections/${election.id}/result`}>
        {isHead ? (
          <Field
            name="present"
            label={t('election.desk.present')}
            value={typed(form, 'present') || String(election.present ?? '')}
            inputMode="numeric"
            short
          />
        ) : null}
        {election.candidates.map(({ id, fullName, votes }) => (
          <Field
            name={`votes_${id}`}
            label={t('election.desk.votes_of', { name: fullName })}
            value={typed(form, `votes_${id}`) || String(votes ?? '')}
            inputMode="numeric"
            short
          />
        ))}
        <Area
          name="note"
          label={t('election.desk.note')}
          value={typed(form, 'note') || (election.resultNote ?? '')}
          rows={3}
          optional={isHead}
        />
        <button class="main">{t('election.desk.keep_result')}</button>
      </PostForm>
    </section>
  )
}
