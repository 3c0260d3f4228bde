import type { Translate } from '../platform/i18n.ts'
import type { ProcedureCounts } from '../ward/procedure/procedure.ts'
import type { WardFact } from '../ward/ward-fact/ward-fact.ts'

type Props = {
  t: Translate
  ward: { slug: string }
  facts: readonly WardFact[]
  counts: ProcedureCounts & { onlineShare: number }
  /** Of the key that signs proofs: who checks a file compares it with what is shown in public. */
  fingerprint: string
}

export function WardHome({ t, ward, facts, counts, fingerprint }: Props) {
  return (
    <>
      <p class="lead">
        <a class="button" href={`/${ward.slug}/chat`}>
          {t('board.chat')}
        </a>
      </p>
      {facts.length > 0 && (
        <section aria-labelledby="lien-he">
          <h2 id="lien-he">{t('board.contact')}</h2>
          <dl>
            {facts.map((fact) => (
              <div key={`${fact.topic}${fact.label}`}>
                <dt>{fact.label}</dt>
                <dd>
                  {fact.value}
                  {fact.phone ? <span> · {fact.phone}</span> : null}
                </dd>
              </div>
            ))}
          </dl>
        </section>
      )}
      <section aria-labelledby="thu-tuc">
        <h2 id="thu-tuc">{t('board.procedures')}</h2>
        <p>
          {t('board.procedure_counts', {
            total: counts.total,
            fields: Object.keys(counts.fields).length,
            full: counts.online.full,
            partial: counts.online.partial,
          })}
        </p>
        <p>
          <a href={`/${ward.slug}/procedures`}>{t('board.all_procedures')}</a>
        </p>
      </section>
      <section aria-labelledby="quy">
        <h2 id="quy">{t('fund.board.title')}</h2>
        <p>
          <a href={`/${ward.slug}/fund`}>{t('fund.board.see')}</a>
        </p>
      </section>
      <section aria-labelledby="khoa">
        <h2 id="khoa">{t('board.proof_key_title')}</h2>
        <p>
          {t('board.proof_key')} <code>{fingerprint}</code>
        </p>
      </section>
    </>
  )
}
