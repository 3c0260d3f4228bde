import type { Translate } from '../../platform/i18n.ts'
import type { ElectionLine, ElectionPage } from '../../ward/election/find-elections.ts'
import type { PaperLine } from '../../ward/paper/list-papers.ts'
import { Facts, Papers, Postings, Text, When } from './parts.tsx'

type Ward = { slug: string }

export function ElectionList({ t, ward, rows }: { t: Translate; ward: Ward; rows: readonly ElectionLine[] }) {
  if (rows.length === 0) return <p>{t('election.board.none')}</p>
  return (
    <ul>
      {rows.map(({ id, title, startsAt, place, status }) => (
        <li key={id}>
          <a href={`/${ward.slug}/elections/${id}`}>{title}</a>: <When at={startsAt} />, {place} (
          {t(`election.status.${status}`)})
        </li>
      ))}
    </ul>
  )
}

/** The list as it is posted: name, year of birth, job, in its order. No address, no vote before the minutes are written. */
export function ElectionDetail({
  t,
  ward,
  election,
  papers,
}: {
  t: Translate
  ward: Ward
  election: ElectionPage
  papers: readonly PaperLine[]
}) {
  const held = election.status === 'held'
  return (
    <>
      <p class="note">{t(`election.board.in_person.${election.kind}`)}</p>
      <Facts
        facts={[
          [t('election.board.when'), <When at={election.startsAt} />],
          [t('election.board.until'), election.endsAt === null ? null : <When at={election.endsAt} />],
          [t('election.board.place'), election.place],
          [t('election.board.neighbourhood'), election.neighbourhoodName],
          [t('election.board.bring'), election.bring],
        ]}
      />
      <section aria-labelledby="ung-cu">
        <h2 id="ung-cu">{t('election.board.candidates')}</h2>
        {election.candidates.length === 0 ? (
          <p>{t('election.board.no_candidates')}</p>
        ) : (
          <table>
            <caption>{t('election.board.order')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('election.board.name')}</th>
                <th scope="col">{t('election.board.birth_year')}</th>
                <th scope="col">{t('election.board.job')}</th>
                {held ? <th scope="col">{t('election.board.votes')}</th> : null}
              </tr>
            </thead>
            <tbody>
              {election.candidates.map(({ id, fullName, birthYear, job, votes, elected }) => (
                <tr key={id}>
                  <th scope="row">
                    {fullName}
                    {elected === true ? ` (${t('election.board.elected')})` : ''}
                  </th>
                  <td data-label={t('election.board.birth_year')}>{birthYear}</td>
                  <td data-label={t('election.board.job')}>{job}</td>
                  {held ? <td data-label={t('election.board.votes')}>{votes ?? '–'}</td> : null}
                </tr>
              ))}
            </tbody>
          </table>
        )}
        {held && election.totalHouseholds !== null ? (
          <p>{t('election.board.present', { present: election.present ?? 0, total: election.totalHouseholds })}</p>
        ) : null}
        {election.resultNote === null ? null : <Text text={election.resultNote} />}
      </section>
      <Papers t={t} base={`/${ward.slug}/elections/${election.id}`} papers={papers} />
      <Postings t={t} postings={election.postings} />
    </>
  )
}
