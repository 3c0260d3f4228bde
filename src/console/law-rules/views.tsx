import type { LawRuleLine } from '../../ward/law/list-law-rules.ts'
import type { Form } from '../form.ts'
import { thresholdWords } from '../views/threshold-words.ts'
import { basisWords } from '../views/basis-words.ts'
import { AskForm, Choice, Field, PostForm } from '../views/forms.tsx'
import { usePage } from '../views/page-context.ts'
import { Careful, Day, Deed, Facts, Fold, Go, Tag, When } from '../views/parts.tsx'
import { Table } from '../views/table.tsx'
import type { Words } from '../visit.ts'
import { groupRules, type GroupedRules } from './group-rules.ts'

/** `of`: the group whose rule has just been confirmed or doubted. */
type Props = { rules: readonly LawRuleLine[]; only: string; q: string; of: string; mayConfirm: boolean }

/** The rules by what they are about, each group folded; open where something is looked for, or was just decided. */
export function RuleList({ rules, only, q, of, mayConfirm }: Props) {
  const { t } = usePage()
  return (
    <>
      <p>{t('law.desk.what')}</p>
      {mayConfirm ? (
        <p>
          <Go to="/law-rules/import">{t('law.desk.import')}</Go>
        </p>
      ) : null}
      <AskForm action="/law-rules">
        <Field name="q" type="search" label={t('law.desk.search')} value={q} />
        <Choice
          name="only"
          label={t('law.desk.only')}
          options={[{ value: 'unconfirmed', label: t('law.desk.unconfirmed') }]}
          value={only}
          empty={t('console.form.all')}
        />
        <button class="second">{t('console.list.filter')}</button>
      </AskForm>
      {rules.length === 0 ? <p class="empty">{t('law.desk.none')}</p> : null}
      {groupRules(rules).map((one) => (
        <Fold name={groupName(t, one)} open={q.trim() !== '' || one.group === of}>
          <RuleTable {...one} {...{ mayConfirm, only, q }} />
        </Fold>
      ))}
    </>
  )
}

function groupName(t: Words, { group, rules }: GroupedRules): string {
  const open = rules.filter(({ confirmedBy }) => !confirmedBy).length
  const said = { group: t(`law.group.${group}`), count: rules.length }
  return open === 0 ? t('law.desk.group_count', said) : t('law.desk.group_unconfirmed', { ...said, open })
}

function RuleTable({ group, rules, mayConfirm, only, q }: GroupedRules & Omit<Props, 'rules' | 'of'>) {
  const { t } = usePage()
  const back = { only, q, of: group }
  return (
    <Table
      caption={t(`law.group.${group}`)}
      empty={t('law.desk.none')}
      rows={rules}
      columns={[
        {
          title: t('law.desk.rule'),
          kind: 'main',
          cell: ({ id, ruleId, subject }) => (
            <>
              {mayConfirm ? <Go to={`/law-rules/${id}`}>{begun(subject)}</Go> : begun(subject)}{' '}
              <span class="hint">{ruleId}</span>
            </>
          ),
        },
        { title: t('law.desk.asks'), cell: (rule) => <Asks rule={rule} /> },
        {
          title: t('law.desk.basis'),
          cell: ({ basis, confidence }) =>
            `${basisWords(t, basis)} (${t(`console.confidence.${confidence.toLowerCase()}`)})`,
        },
        { title: t('law.desk.from'), cell: (rule) => <InForce {...rule} /> },
        {
          title: t('law.desk.by'),
          cell: ({ id, confirmedByName, confirmedAt, confirmedBy }) =>
            confirmedBy ? (
              <>
                <Tag tone="good">{confirmedByName ?? t('law.desk.somebody')}</Tag> <When at={confirmedAt} />{' '}
                {mayConfirm ? (
                  <Deed action={`/law-rules/${id}/doubt`} label={t('law.desk.doubt')} tone="second" fields={back} />
                ) : null}
              </>
            ) : mayConfirm ? (
              <Deed action={`/law-rules/${id}/confirm`} label={t('law.desk.confirm')} tone="second" fields={back} />
            ) : (
              <Tag tone="warn">{t('law.desk.unconfirmed')}</Tag>
            ),
        },
      ]}
    />
  )
}

const begun = (subject: string): string => subject.charAt(0).toUpperCase() + subject.slice(1)

function InForce({ effectiveFrom, effectiveTo }: Pick<LawRuleLine, 'effectiveFrom' | 'effectiveTo'>) {
  const { t } = usePage()
  return (
    <>
      <Day date={effectiveFrom} />
      {effectiveTo ? (
        <>
          {' '}
          {t('law.desk.to')} <Day date={effectiveTo} />
        </>
      ) : null}
    </>
  )
}

/** One row: until when it counts, and, where it came in by mistake, the way out. */
export function RuleView({ rule, mayWithdraw, form }: { rule: LawRuleLine; mayWithdraw: boolean; form: Form }) {
  const { t } = usePage()
  return (
    <>
      <p>
        {begun(rule.subject)} <span class="hint">{rule.ruleId}</span>
      </p>
      <Facts
        facts={[
          [t('law.desk.asks'), <Asks rule={rule} />],
          [t('law.desk.basis'), basisWords(t, rule.basis)],
          [t('law.desk.from'), <InForce {...rule} />],
          [t('law.desk.by'), rule.confirmedBy ? rule.confirmedByName : t('law.desk.unconfirmed')],
        ]}
      />
      <PostForm action={`/law-rules/${rule.id}/end`} form={form}>
        <Field
          name="lastDate"
          label={t('law.desk.last_day')}
          hint={t('law.desk.last_day_hint')}
          type="date"
          short
          optional
        />
        <button class="second">{t('console.form.save')}</button>
      </PostForm>
      {mayWithdraw ? (
        <Careful label={t('law.desk.withdraw')}>
          <p>{t('law.desk.withdraw_what')}</p>
          <Deed action={`/law-rules/${rule.id}/withdraw`} label={t('law.desk.withdraw')} tone="bad" />
        </Careful>
      ) : null}
      <p>
        <Go to="/law-rules">{t('law.desk.back')}</Go>
      </p>
    </>
  )
}

/** Events that rules count from, as people say them; another one stands as it was imported. */
const anchors = [
  'receivedAt',
  'electionDay',
  'meetingAt',
  'dueAt',
  'publishedAt',
  'electionAt',
  'documentDate',
  'postedAt',
  'startAt',
  'recognisedAt',
  'periodStart',
  'decisionDate',
  'approvedAt',
  'acceptedAt',
  'votedAt',
  'termEndsAt',
  'statusAt',
  'sessionOpenedAt',
  'reportSubmittedAt',
  'quarterEnd',
  'planIssuedAt',
  'periodEnd',
  'outageAt',
  'distributionAt',
  'detectedAt',
  'closesAt',
  'answeredAt',
  'bornDate',
  'recordedDate',
  'registeredDate',
  'diedDate',
  'givenDate',
  'askedAt',
  'refusedAt',
] as const

function anchorSaid(t: Words, anchor: string): string {
  const known = anchors.find((one) => one === anchor)
  return known === undefined
    ? anchor
    : t(`law.anchor.${known.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`)
}

/** "5 ngày làm việc, sau ngày quyết định" or the share a threshold asks for. */
function Asks({ rule }: { rule: LawRuleLine }) {
  const { t } = usePage()
  const { offset, unit, direction, threshold, anchor } = rule
  const clock =
    offset === null || unit === null || direction === null
      ? null
      : `${offset} ${t(`law.unit.${unit.toLowerCase()}`)}, ${t(`law.direction.${direction}`)}${anchor === null ? '' : ` ${anchorSaid(t, anchor)}`}`
  const asked = threshold === null ? null : thresholdWords(t, threshold)
  return <>{[clock, asked].filter((part) => part !== null).join('; ')}</>
}
