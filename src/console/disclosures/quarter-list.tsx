import { addDays } from '../../platform/ward-time.ts'
import { categoryNumber } from '../../ward/disclosure/disclosure.ts'
import type { QuarterlyLine } from '../../ward/disclosure/list-disclosures.ts'
import { quarterEndOf, quarterStartOf } from '../../ward/ladder/ladder.ts'
import { usePage } from '../views/page-context.ts'
import { Day, Deed, Go } from '../views/parts.tsx'
import { Table } from '../views/table.tsx'

type Props = { quarterEnd: string; lines: readonly QuarterlyLine[]; isDue: boolean }

/** Drawn up at the end of each quarter, printed and posted; the official says here that it hangs. */
export function QuarterList({ quarterEnd, lines, isDue }: Props) {
  const { t } = usePage()
  const before = addDays(quarterStartOf(quarterEnd), -1)
  const after = quarterEndOf(addDays(quarterEnd, 1))
  return (
    <>
      <p>
        {t('disclosure.desk.quarter_from')} <Day date={quarterStartOf(quarterEnd)} /> {t('disclosure.desk.quarter_to')}{' '}
        <Day date={quarterEnd} />
      </p>
      <Table
        caption={t('disclosure.desk.quarter')}
        empty={t('disclosure.desk.none')}
        rows={lines}
        columns={[
          {
            title: t('disclosure.desk.name'),
            kind: 'main',
            cell: ({ category, title }) => `${categoryNumber(category)}. ${title}`,
          },
          {
            title: t('disclosure.desk.decision'),
            cell: ({ decisionNumber, decisionDate }) => (
              <>
                {decisionNumber}, <Day date={decisionDate} />
              </>
            ),
          },
          {
            title: t('disclosure.desk.forms'),
            cell: ({ postings }) => (
              <ul>
                {postings.map((one) => (
                  <li>
                    {t(`posting.form.${one.form}`)}: {one.place}, <Day date={one.fromDate} />
                    {one.toDate === null ? null : (
                      <>
                        {' – '}
                        <Day date={one.toDate} />
                      </>
                    )}
                  </li>
                ))}
              </ul>
            ),
          },
        ]}
      />
      {isDue ? (
        <Deed
          action="/disclosures/quarter/posted"
          label={t('disclosure.desk.quarter_hangs')}
          fields={{ end: quarterEnd }}
        />
      ) : null}
      <nav class="pager" aria-label={t('disclosure.desk.quarters')}>
        <Go to={`/disclosures/quarter?end=${before}`}>{t('disclosure.desk.quarter_before')}</Go>{' '}
        <Go to={`/disclosures/quarter?end=${after}`}>{t('disclosure.desk.quarter_after')}</Go>
      </nav>
    </>
  )
}
