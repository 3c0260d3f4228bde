import { Day, Go, Tag } from '../views/parts.tsx'
import { usePage } from '../views/page-context.ts'
import { Table } from '../views/table.tsx'
import type { WordedCard } from './worded-card.ts'

/** Letters on paper by neighbourhood: what its head takes along. */
export function VisitList({ cards }: { cards: readonly WordedCard[] }) {
  const { t } = usePage()
  const places = [...new Set(cards.map(({ neighbourhood }) => neighbourhood))].sort()
  return (
    <>
      <p>{t('letter.desk.visits_what')}</p>
      {cards.length === 0 ? (
        <p class="empty">{t('letter.desk.none')}</p>
      ) : (
        <p>
          <Go to="/letters/visits/paper" class="button">
            {t('letter.desk.print_all')}
          </Go>
        </p>
      )}
      {places.map((place) => (
        <>
          <h2>{place ?? '–'}</h2>
          <Table
            caption={place ?? t('letter.desk.visits')}
            rows={cards.filter(({ neighbourhood }) => neighbourhood === place)}
            empty={t('letter.desk.none')}
            columns={[
              {
                title: t('letter.desk.who'),
                kind: 'main',
                cell: ({ worded, id }) => <Go to={`/letters/${id}`}>{worded?.addressee ?? '–'}</Go>,
              },
              { title: t('letter.desk.kind'), cell: ({ kind }) => t(`letter.kind.${kind}`) },
              {
                title: t('letter.desk.why_paper'),
                cell: ({ why }) => (why === null ? t('letter.desk.why_wished') : t(`letter.why.${why}`)),
              },
              {
                title: t('letter.desk.visitor'),
                cell: ({ visitor }) => visitor ?? <Tag tone="warn">{t('letter.desk.visitor_none')}</Tag>,
              },
              {
                title: t('letter.desk.visit_date'),
                cell: ({ visitDate }) => (visitDate === null ? '–' : <Day date={visitDate} />),
              },
              { title: t('letter.desk.given_date'), cell: () => '……/……/………' },
            ]}
          />
        </>
      ))}
    </>
  )
}
