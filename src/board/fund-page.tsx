import type { Translate } from '../platform/i18n.ts'
import { fundKinds, type FundReport } from '../ward/fund/fund.ts'
import { fewestShown, mayShowWhole } from './fewest-shown.ts'

/**
 * The fund in public: how many families, how much in all. Nobody is named. One death in a month and one amount would tell a
 * neighbour what one family was given: a kind given to few families is not shown, nor a total from which it could be had.
 */
export function FundTotals({ t, report }: { t: Translate; report: FundReport }) {
  const shown = fundKinds.filter((kind) => report.cases[kind] >= fewestShown)
  const hasTotal =
    report.allCases === 0 ||
    (report.allCases >= fewestShown &&
      mayShowWhole(
        report.allCases,
        shown.map((kind) => report.cases[kind])
      ))
  return (
    <>
      <p class="lead">
        {hasTotal
          ? t('fund.board.what', { date: report.until, cases: report.allCases, amount: report.spentDong })
          : t('fund.board.what_few', { date: report.until, fewest: fewestShown })}
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
