import type { Translate } from '../platform/i18n.ts'
import type { ProcedureRow } from '../ward/procedure/read-procedures.ts'

type Props = { t: Translate; ward: { slug: string }; rows: readonly ProcedureRow[]; search: string }

export function ProcedureList({ t, ward, rows, search }: Props) {
  return (
    <>
      <form method="get" role="search">
        <label for="q">{t('board.search_procedure')}</label>
        <input id="q" name="q" type="search" value={search} />
        <button type="submit">{t('board.search')}</button>
      </form>
      {rows.length === 0 ? (
        <p>{t('board.no_procedure')}</p>
      ) : (
        <table>
          <caption>{t('board.procedure_count', { total: rows.length })}</caption>
          <thead>
            <tr>
              <th scope="col">{t('board.procedure')}</th>
              <th scope="col">{t('board.deadline')}</th>
              <th scope="col">{t('board.fee')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.id}>
                <th scope="row">
                  <a href={`/${ward.slug}/procedures/${row.id}`}>{row.name}</a>
                </th>
                <td data-label={t('board.deadline')}>{row.deadlineText}</td>
                <td data-label={t('board.fee')}>{row.feeText}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  )
}
