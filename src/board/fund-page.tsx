import type { Translate } from '../platform/i18n.ts'
import { fundKinds, type FundReport } from '../ward/fund/fund.ts'

/** The fund in public: how many families, how much in all. Nobody is named, and a kind given to few families is not shown alone. */
export function FundTotals({ t, report }: { t: Translate; report: FundReport }) {
  const shown = fundKinds.filter((kind) => report.cases[kind] >= fewestShown)
  return (
    <>
      <p class="lead">
        {t('fund.board.what', { date: report.until, cases: report.allCases, amount: report.spentDong })}
      </p>
      {shown.length === 0 ? null : (
        <ul>
          {shown.map((kind) => (
            <li key={kind}>
              {t('fund.board.line', {
                kind: t(`fund.kind.${kind}`),
                count: report.cases[kind],
                amount: report.spentOf[kind],
              })}
            </li>
          ))}
        </ul>
      )}
      <p>{t('fund.board.privacy')}</p>
    </>
  )
}

/** One death in a month and one amount would tell a neighbour what one family was given. */
const fewestShown = 5
