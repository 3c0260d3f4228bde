import type { Translate } from '../platform/i18n.ts'
import type { ProcedureRow } from '../ward/procedure/read-procedures.ts'

export function ProcedureDetail({ t, procedure }: { t: Translate; procedure: ProcedureRow }) {
  const rows: [string, string | null][] = [
    ['field', procedure.field],
    ['code', procedure.code],
    ['deadline', procedure.deadlineText],
    ['fee', procedure.feeText],
    ['where', procedure.whereToDo],
    ['online', t(`board.online_level.${procedure.onlineLevel}`)],
    ['source', procedure.source],
  ]
  return (
    <>
      {!procedure.confirmedBy && <p class="note">{t('board.for_reference')}</p>}
      {procedure.documents.length > 0 && (
        <section aria-labelledby="giay-to">
          <h2 id="giay-to">{t('board.documents')}</h2>
          <ul>
            {procedure.documents.map((document) => (
              <li key={document}>{document}</li>
            ))}
          </ul>
        </section>
      )}
      <dl>
        {rows
          .filter(([, value]) => value)
          .map(([name, value]) => (
            <div key={name}>
              <dt>{t(`board.${name}`)}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
    </>
  )
}
