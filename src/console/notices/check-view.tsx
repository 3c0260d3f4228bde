import type { NoticeCheck } from '../../ward/notice/check-notice.ts'
import type { NoticeRow } from '../../ward/notice/find-notice.ts'
import type { AudienceCount } from '../../ward/notice/resolve-audience.ts'
import { basisWords } from '../views/basis-words.ts'
import { usePage } from '../views/page-context.ts'
import { Notice } from '../views/parts.tsx'
import { Table } from '../views/table.tsx'

type Props = { notice: NoticeRow; check: NoticeCheck; missedBefore: string | null }

export const figure = (n: number): string => n.toLocaleString('vi-VN')

/** Whom it reaches and by which way, who is left out and why, and what of the words must be mended. */
export function CheckView({ check, missedBefore }: Props) {
  const { t } = usePage()
  return (
    <section aria-labelledby="check">
      <h2 id="check">{t('notice.desk.check')}</h2>
      <TextCheck check={check} />
      <MissedLeadTime missed={check.missed} missedBefore={missedBefore} />
      <Count count={check.count} />
    </section>
  )
}

/** The rule whose lead time can no longer be kept, by name and day. */
export function MissedLeadTime({
  missed,
  missedBefore,
}: Pick<NoticeCheck, 'missed'> & { missedBefore: string | null }) {
  const { t } = usePage()
  if (missed === null) return null
  const { ruleId, subject, basis, offset } = missed.rule
  return (
    <Notice tone="bad">
      <p>
        {t('notice.desk.lead_time_missed', {
          ...{ rule: ruleId, subject, basis: basisWords(t, basis) },
          ...{ days: offset ?? 0, day: missedBefore ?? '' },
        })}
      </p>
    </Notice>
  )
}

export function TextCheck({ check: { findings, missing, differing, reworded } }: { check: NoticeCheck }) {
  const { t } = usePage()
  if (findings.length + missing.length + differing.length + reworded.length === 0)
    return <p>{t('notice.desk.text_good')}</p>
  const blocks = findings.filter(({ level }) => level === 'block')
  const warnings = findings.filter(({ level }) => level === 'warn')
  const line = ({ rule, quote, language }: (typeof findings)[number]) => (
    <li>
      {t(`notice.desk.finding.${rule}`)}
      {quote === '' ? null : (
        <>
          : <q>{quote}</q>
        </>
      )}
      {language === 'en' ? ` (${t('notice.desk.in_english')})` : null}
    </li>
  )
  return (
    <>
      {blocks.length + missing.length + differing.length === 0 ? null : (
        <Notice tone="bad">
          <p>{t('notice.desk.must_mend')}</p>
          <ul>
            {missing.map((field) => (
              <li>{t('notice.desk.field_missing', { field: t(`notice.desk.field.${field}`) })}</li>
            ))}
            {differing.map((field) => (
              <li>{t('notice.desk.field_differs', { field: t(`notice.desk.field.${field}`) })}</li>
            ))}
            {blocks.map(line)}
          </ul>
        </Notice>
      )}
      {warnings.length + reworded.length === 0 ? null : (
        <Notice tone="warn">
          <p>{t('notice.desk.look_again')}</p>
          <ul>
            {reworded.map((field) => (
              <li>{t('notice.desk.field_differs', { field: t(`notice.desk.field.${field}`) })}</li>
            ))}
            {warnings.map(line)}
          </ul>
        </Notice>
      )}
    </>
  )
}

export function Count({ count }: { count: AudienceCount }) {
  const { t } = usePage()
  const ways = Object.entries(count.byWay).filter(([, n]) => n > 0)
  const reached = ways.reduce((sum, [, n]) => sum + n, 0)
  return (
    <>
      <p>
        <strong>
          {t('notice.desk.count', {
            people: figure(count.total),
            households: figure(count.households),
            reached: figure(reached),
          })}
        </strong>
      </p>
      <Table
        caption={t('notice.desk.by_way')}
        empty={t('notice.refused.nobody')}
        rows={ways}
        showCaption
        columns={[
          { title: t('notice.desk.way_title'), kind: 'main', cell: ([way]) => t(`notice.desk.way.${way}`) },
          { title: t('notice.desk.people'), kind: 'number', cell: ([, n]) => figure(n) },
        ]}
      />
      <LeftOut count={count} />
    </>
  )
}

/** Who does not get it on a phone, counted by the reason. */
export function LeftOut({ count }: { count: AudienceCount }) {
  const { t } = usePage()
  return (
    <Table
      caption={t('notice.desk.left_out')}
      empty={t('notice.desk.left_out_none')}
      rows={Object.entries(count.leftOut).filter(([, n]) => n > 0)}
      showCaption
      columns={[
        { title: t('notice.desk.why_title'), kind: 'main', cell: ([why]) => t(`notice.desk.why.${why}`) },
        { title: t('notice.desk.people'), kind: 'number', cell: ([, n]) => figure(n) },
      ]}
    />
  )
}
