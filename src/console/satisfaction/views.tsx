import type { Period, SatisfactionReport } from '../../ward/satisfaction/report-satisfaction.ts'
import {
  ballotSources,
  percentOf,
  type Figures,
  type Levels,
  type Share,
} from '../../ward/satisfaction/satisfaction.ts'
import { typed, type Form } from '../form.ts'
import { AskForm, Choice, Field, PostForm } from '../views/forms.tsx'
import { usePage } from '../views/page-context.ts'
import { Day, Facts, Go, Notice } from '../views/parts.tsx'
import { Table } from '../views/table.tsx'

type Props = { report: SatisfactionReport; period: Period; form: Form; mayEnter: boolean; today: string }

const number = (n: number): string => n.toLocaleString('vi-VN')

/** "528/528 (100 %)": the numbers behind a share always stand beside it. */
function shareWords(share: Share): string {
  const percent = percentOf(share)
  return `${number(share.part)}/${number(share.total)}${percent === null ? '' : ` (${percent.toLocaleString('vi-VN')} %)`}`
}

export function SatisfactionView({ report, period, form, mayEnter, today }: Props) {
  const { t } = usePage()
  const { feedback, dossiers, decision766 } = report
  return (
    <>
      <AskForm action="/satisfaction">
        <Field name="from" type="date" label={t('satisfaction.desk.from')} value={period.from} />
        <Field name="to" type="date" label={t('satisfaction.desk.to')} value={period.to} />
        <button class="main">{t('console.list.filter')}</button>
      </AskForm>
      <p>
        {t('satisfaction.desk.period')} <Day date={period.from} /> – <Day date={period.to} />
      </p>
      <h2>{t('satisfaction.desk.of_feedback')}</h2>
      <Facts
        facts={[
          [t('satisfaction.desk.answered'), number(feedback.asked)],
          [t('satisfaction.desk.late'), number(feedback.late)],
          [t('satisfaction.desk.reopened'), number(feedback.reopened)],
          ...ratedFacts(t, feedback),
        ]}
      />
      <h2>{t('satisfaction.desk.decision766')}</h2>
      <Notice>{t('satisfaction.desk.decision766_what')}</Notice>
      <Facts
        facts={[
          [t('satisfaction.desk.on_time'), shareWords(decision766.onTime)],
          [t('satisfaction.desk.not_dissatisfied'), shareWords(decision766.notDissatisfied)],
          [t('satisfaction.desk.procedures'), shareWords(decision766.procedures)],
        ]}
      />
      <h2>{t('satisfaction.desk.of_dossiers')}</h2>
      <Facts facts={[[t('satisfaction.desk.asked'), number(dossiers.asked)], ...ratedFacts(t, dossiers)]} />
      <LevelTable feedback={feedback.levels} dossiers={dossiers.levels} />
      <UnitTable units={report.byUnit} />
      <h2>{t('satisfaction.desk.received')}</h2>
      <Facts
        facts={Object.entries(report.kinds).map(([kind, count]) => [t(`feedback.desk.kind.${kind}`), number(count)])}
      />
      {Object.keys(report.reasons).length === 0 ? null : (
        <>
          <h2>{t('satisfaction.desk.reasons')}</h2>
          <Facts
            facts={Object.entries(report.reasons).map(([reason, count]) => [
              t(`feedback.reason.${reason}`),
              number(count),
            ])}
          />
        </>
      )}
      <p>
        <Go to="/feedback?view=ageing">{t('satisfaction.desk.ageing')}</Go>
      </p>
      {mayEnter ? <BallotForm form={form} today={today} /> : null}
    </>
  )
}

/** Of those who said something, with how many that were. */
const ratedFacts = (t: ReturnType<typeof usePage>['t'], figures: Figures): [string, string][] => [
  [t('satisfaction.desk.response'), shareWords(figures.response)],
  [t('satisfaction.desk.content'), shareWords(figures.content)],
  [
    t('satisfaction.desk.mean'),
    figures.mean === null ? t('satisfaction.desk.nobody') : figures.mean.toLocaleString('vi-VN'),
  ],
]

function LevelTable({ feedback, dossiers }: { feedback: Levels; dossiers: Levels }) {
  const { t } = usePage()
  return (
    <Table
      caption={t('satisfaction.desk.levels')}
      showCaption
      empty=""
      rows={[5, 4, 3, 2, 1]}
      columns={[
        { title: t('satisfaction.desk.level'), kind: 'main', cell: (score) => t(`feedback.score.${score}`) },
        {
          title: t('satisfaction.desk.of_feedback'),
          kind: 'number',
          cell: (score) => number(feedback[score - 1] ?? 0),
        },
        {
          title: t('satisfaction.desk.of_dossiers'),
          kind: 'number',
          cell: (score) => number(dossiers[score - 1] ?? 0),
        },
      ]}
    />
  )
}

function UnitTable({ units }: { units: SatisfactionReport['byUnit'] }) {
  const { t } = usePage()
  return (
    <Table
      caption={t('satisfaction.desk.by_unit')}
      showCaption
      empty={t('satisfaction.desk.no_units')}
      rows={units}
      columns={[
        { title: t('feedback.desk.unit'), kind: 'main', cell: ({ unit }) => unit || t('satisfaction.desk.no_unit') },
        { title: t('satisfaction.desk.answered'), kind: 'number', cell: ({ asked }) => number(asked) },
        { title: t('satisfaction.desk.response'), kind: 'number', cell: ({ response }) => shareWords(response) },
        { title: t('satisfaction.desk.content'), kind: 'number', cell: ({ content }) => shareWords(content) },
        {
          title: t('satisfaction.desk.mean'),
          kind: 'number',
          cell: ({ mean }) => (mean === null ? '–' : mean.toLocaleString('vi-VN')),
        },
      ]}
    />
  )
}

/** Marks given on paper or on a device, as counts. */
function BallotForm({ form, today }: { form: Form; today: string }) {
  const { t } = usePage()
  return (
    <>
      <h2>{t('satisfaction.desk.ballots')}</h2>
      <PostForm action="/satisfaction/ballots" form={form}>
        <div class="columns">
          <Field
            name="held_on"
            type="date"
            label={t('satisfaction.desk.held_on')}
            value={typed(form, 'held_on') || today}
          />
          <Choice
            name="source"
            label={t('satisfaction.desk.source')}
            options={ballotSources.map((value) => ({ value, label: t(`satisfaction.desk.by.${value}`) }))}
            value={typed(form, 'source') || 'paper'}
          />
          <Field name="ballot_unit" label={t('feedback.desk.unit')} optional />
          <Field name="handed_out" type="number" inputMode="numeric" label={t('satisfaction.desk.handed_out')} />
          {[5, 4, 3, 2, 1].map((score) => (
            <Field name={`level_${score}`} type="number" inputMode="numeric" label={t(`feedback.score.${score}`)} />
          ))}
        </div>
        <button class="main">{t('satisfaction.desk.keep')}</button>
      </PostForm>
    </>
  )
}
