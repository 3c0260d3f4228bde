import type { CitizenPage } from '../../ward/citizen/find-citizen.ts'
import type { CitizenLine } from '../../ward/citizen/list-citizens.ts'
import type { LinkCodeMade } from '../../ward/citizen/make-link-code.ts'
import { AskForm, Field } from '../views/forms.tsx'
import { usePage } from '../views/page-context.ts'
import { Deed, Facts, Go, Notice, Pager, Tag, When } from '../views/parts.tsx'
import { Table } from '../views/table.tsx'
import type { Words } from '../visit.ts'

type ListProps = {
  citizens: readonly CitizenLine[]
  next: string | null
  query: { search: string; neighbourhood?: string | undefined; cursor?: string | undefined }
}

export function CitizenList({ citizens, next, query }: ListProps) {
  const { t } = usePage()
  return (
    <>
      <AskForm action="/citizens">
        <Field
          name="search"
          label={t('console.citizens.search')}
          hint={t('console.citizens.search_hint')}
          type="search"
          value={query.search}
        />
        <Field
          name="neighbourhood"
          label={t('console.citizens.neighbourhood')}
          hint={t('console.citizens.neighbourhood_hint')}
          value={query.neighbourhood}
        />
        <button class="main">{t('console.list.search')}</button>
      </AskForm>
      <Table
        caption={t('console.citizens.title')}
        empty={t('console.citizens.none')}
        rows={citizens}
        columns={[
          {
            title: t('console.citizens.full_name'),
            kind: 'main',
            cell: ({ id, fullName }) => <Go to={`/citizens/${id}`}>{fullName}</Go>,
          },
          { title: t('console.citizens.birth_year'), cell: ({ birthYear }) => birthYear ?? '–' },
          { title: t('console.citizens.phone'), cell: ({ phone }) => phone ?? '–' },
          { title: t('console.citizens.neighbourhood'), cell: ({ neighbourhood }) => neighbourhood ?? '–' },
          { title: t('console.citizens.chats'), kind: 'number', cell: ({ linkedChats }) => linkedChats },
          {
            title: t('console.list.status'),
            cell: ({ ended }) => (ended ? <Tag>{t(`console.citizens.ended.${ended}`)}</Tag> : ''),
          },
        ]}
      />
      <Pager next={next} isFirst={query.cursor === undefined} />
    </>
  )
}

export function CitizenView({ citizen, mayLink }: { citizen: CitizenPage; mayLink: boolean }) {
  const { t } = usePage()
  const isHere = citizen.deceasedAt === null && citizen.movedAwayAt === null
  return (
    <>
      <Facts
        facts={[
          [t('console.citizens.reference'), citizen.reference],
          [t('console.citizens.birth_year'), citizen.birthYear],
          [t('console.citizens.gender'), citizen.gender && t(`console.citizens.genders.${citizen.gender}`)],
          [t('console.citizens.phone'), citizen.phone],
          [t('console.citizens.neighbourhood'), citizen.neighbourhood?.name],
          [t('console.citizens.household'), citizen.household && <Household citizen={citizen} />],
          [t('console.citizens.role'), roleWords(t, citizen)],
          [t('console.citizens.ended.deceased'), citizen.deceasedAt && <When at={citizen.deceasedAt} />],
          [t('console.citizens.ended.moved_away'), citizen.movedAwayAt && <When at={citizen.movedAwayAt} />],
        ]}
      />
      <h2>{t('console.citizens.chats')}</h2>
      <Links citizen={citizen} mayLink={mayLink} />
      {mayLink && isHere ? (
        <>
          <p>{t('console.citizens.code_what')}</p>
          <Deed action={`/citizens/${citizen.id}/link-code`} label={t('console.citizens.make_code')} />
        </>
      ) : null}
      <p>
        <Go to={`/notices/people/${citizen.id}`}>{t('notice.desk.person_link')}</Go>
      </p>
      <h2>{t('console.citizens.consents')}</h2>
      <Table
        caption={t('console.citizens.consents')}
        empty={t('console.citizens.no_consents')}
        rows={citizen.consents}
        columns={[
          { title: t('console.citizens.purpose'), kind: 'main', cell: ({ purpose }) => purposeWords(t, purpose) },
          { title: t('console.citizens.given'), cell: ({ givenAt }) => <When at={givenAt} /> },
          { title: t('console.citizens.withdrawn'), cell: ({ withdrawnAt }) => <When at={withdrawnAt} /> },
        ]}
      />
    </>
  )
}

const roleWords = (t: Words, { headOfHousehold, headOfNeighbourhoods }: CitizenPage): string =>
  [
    ...(headOfHousehold ? [t('console.citizens.head_of_household')] : []),
    ...headOfNeighbourhoods.map((name) => t('console.citizens.head_of_neighbourhood', { name })),
  ].join('; ')

const knownPurposes = [
  'status_notice',
  'tdp_notice',
  'greeting_birth',
  'greeting_marriage',
  'greeting_longevity',
  'condolence',
  'survey',
]

/** A purpose the source names in its own way is shown as it is. */
const purposeWords = (t: Words, purpose: string): string =>
  knownPurposes.includes(purpose) ? t(`console.citizens.purposes.${purpose}`) : purpose

function Household({ citizen }: { citizen: CitizenPage }) {
  const { t } = usePage()
  const others = citizen.household?.members.filter(({ id }) => id !== citizen.id) ?? []
  return (
    <>
      {citizen.household?.code}
      {others.length > 0 ? (
        <ul>
          {others.map(({ id, fullName, birthYear, headOfHousehold }) => (
            <li>
              <Go to={`/citizens/${id}`}>{fullName}</Go> {birthYear ? `(${birthYear})` : ''}{' '}
              {headOfHousehold ? t('console.citizens.head_of_household') : ''}
            </li>
          ))}
        </ul>
      ) : null}
    </>
  )
}

function Links({ citizen, mayLink }: { citizen: CitizenPage; mayLink: boolean }) {
  const { t } = usePage()
  const end = (link: CitizenPage['links'][number]) => {
    if (link.endedAt) return link.endedWhy ? t(`console.citizens.link_end.${link.endedWhy}`) : ''
    return mayLink ? (
      <Deed
        action={`/citizens/${citizen.id}/links/${link.id}/end`}
        label={t('console.citizens.end_link')}
        tone="second"
      />
    ) : (
      ''
    )
  }
  return (
    <Table
      caption={t('console.citizens.chats')}
      empty={t('console.citizens.no_chats')}
      rows={citizen.links}
      columns={[
        { title: t('console.citizens.channel'), kind: 'main', cell: ({ channel }) => t(`console.channel.${channel}`) },
        { title: t('console.citizens.proven'), cell: ({ provenBy }) => t(`console.citizens.proof.${provenBy}`) },
        { title: t('console.citizens.linked_at'), cell: ({ linkedAt }) => <When at={linkedAt} /> },
        { title: t('console.account.last_seen'), cell: ({ lastSeenAt }) => <When at={lastSeenAt} /> },
        { title: t('console.citizens.link_ended_at'), cell: ({ endedAt }) => <When at={endedAt} /> },
        { title: t('console.list.deed'), cell: end },
      ]}
    />
  )
}

/** Shown once: only its hash is kept. */
export function LinkCode({ citizenId, made }: { citizenId: string; made: LinkCodeMade }) {
  const { t } = usePage()
  return (
    <>
      <p>{t('console.citizens.code_how')}</p>
      <p class="once">{made.code}</p>
      <p>
        {t('console.citizens.code_until')} <When at={made.expiresAt} />
      </p>
      <Notice tone="warn">{t('console.citizens.code_once')}</Notice>
      <p>
        <Go to={`/citizens/${citizenId}`}>{t('console.citizens.back')}</Go>
      </p>
    </>
  )
}
