import { z } from 'zod'
import { confirmLawRule, doubtLawRule } from '../../ward/law/confirm-law-rule.ts'
import { importLawRules } from '../../ward/law/import-law-rules.ts'
import { listLawRules, type LawRuleLine } from '../../ward/law/list-law-rules.ts'
import { conflict, goTo, notFound, show, type Answer } from '../answer.ts'
import type { ConsoleApp } from '../console-app.ts'
import { id, type Fault } from '../form.ts'
import { page } from '../page.tsx'
import { AskForm, Choice, PostForm, Upload } from '../views/forms.tsx'
import { usePage } from '../views/page-context.ts'
import { Day, Deed, Go, Tag, When } from '../views/parts.tsx'
import { Table } from '../views/table.tsx'
import type { Visit, Words } from '../visit.ts'

const idParams = z.object({ id: id() })
const asked = z.object({ only: z.enum(['', 'unconfirmed']).default('') })

/** The rule table: what each row asks, by which text, and who of this ward has confirmed it. */
export function addLawRulePages(app: ConsoleApp): void {
  page(app, 'GET /law-rules', 'read_participation', {
    query: asked,
    answer: async ({ work, query, may, t }) => {
      const rules = await listLawRules(work, { unconfirmed: query.only === 'unconfirmed' })
      return show(
        t('law.desk.title'),
        <RuleTable rules={rules} only={query.only} mayConfirm={may('confirm_law_rules')} />
      )
    },
  })
  page(app, 'POST /law-rules/:id/confirm', 'confirm_law_rules', {
    params: idParams,
    answer: async ({ work, params, official }) => {
      const done = await confirmLawRule(work, { ruleRowId: params.id, officialId: official.id })
      if (done.ok) return goTo('/law-rules', { say: 'law.desk.confirmed' })
      return done.refusal === 'not_found' ? notFound() : conflict(`law.refused.${done.refusal}`)
    },
  })
  page(app, 'POST /law-rules/:id/doubt', 'confirm_law_rules', {
    params: idParams,
    answer: async ({ work, params }) =>
      (await doubtLawRule(work, { ruleRowId: params.id })).ok
        ? goTo('/law-rules', { say: 'law.desk.doubted' })
        : notFound(),
  })
  page(app, 'GET /law-rules/import', 'confirm_law_rules', ({ t }) => importPage(t))
  page(app, 'POST /law-rules/import', 'confirm_law_rules', takeFile)
}

async function takeFile({ work, file, t }: Visit): Promise<Answer> {
  if (file === null) return importPage(t, [{ field: 'rules', say: 'console.fault.file_missing' }])
  const taken = await importLawRules(work, { text: file.bytes.toString('utf8') })
  if (!taken.ok) return importPage(t, [{ field: 'rules', say: `law.refused.${taken.refusal}` }])
  const { added, faults } = taken.value
  if (faults.length > 0)
    return importPage(t, [
      { field: 'rules', say: 'law.desk.bad_lines', with: { lines: faults.slice(0, 20).join(', ') } },
    ])
  return goTo('/law-rules', { say: 'law.desk.imported', with: { count: added } })
}

const importPage = (t: Words, faults: readonly Fault[] = []): Answer =>
  show(t('law.desk.import'), <ImportForm />, { faults })

function ImportForm() {
  const { t } = usePage()
  return (
    <PostForm action="/law-rules/import" upload>
      <p>{t('law.desk.import_what')}</p>
      <Upload name="rules" label={t('law.desk.file')} hint={t('law.desk.file_hint')} accept=".csv" />
      <button class="main">{t('law.desk.import')}</button>
    </PostForm>
  )
}

function RuleTable({ rules, only, mayConfirm }: { rules: readonly LawRuleLine[]; only: string; mayConfirm: boolean }) {
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
        <Choice
          name="only"
          label={t('law.desk.only')}
          options={[{ value: 'unconfirmed', label: t('law.desk.unconfirmed') }]}
          value={only}
          empty={t('console.form.all')}
        />
        <button class="second">{t('console.list.filter')}</button>
      </AskForm>
      <Table
        caption={t('law.desk.title')}
        empty={t('law.desk.none')}
        rows={rules}
        columns={[
          { title: t('law.desk.rule'), kind: 'main', cell: ({ ruleId, subject }) => `${ruleId}: ${subject}` },
          { title: t('law.desk.asks'), cell: (rule) => <Asks rule={rule} /> },
          {
            title: t('law.desk.basis'),
            cell: ({ basis, confidence }) => `${basis} (${t(`console.confidence.${confidence.toLowerCase()}`)})`,
          },
          { title: t('law.desk.from'), cell: ({ effectiveFrom }) => <Day date={effectiveFrom} /> },
          {
            title: t('law.desk.by'),
            cell: ({ id, confirmedByName, confirmedAt, confirmedBy }) =>
              confirmedBy ? (
                <>
                  <Tag tone="good">{confirmedByName ?? t('law.desk.somebody')}</Tag> <When at={confirmedAt} />{' '}
                  {mayConfirm ? (
                    <Deed action={`/law-rules/${id}/doubt`} label={t('law.desk.doubt')} tone="second" />
                  ) : null}
                </>
              ) : mayConfirm ? (
                <Deed action={`/law-rules/${id}/confirm`} label={t('law.desk.confirm')} tone="second" />
              ) : (
                <Tag tone="warn">{t('law.desk.unconfirmed')}</Tag>
              ),
          },
        ]}
      />
    </>
  )
}

/** "5 ngày làm việc, sau (decisionDate)" or the share a threshold asks for. */
function Asks({ rule }: { rule: LawRuleLine }) {
  const { t } = usePage()
  const { offset, unit, direction, threshold, anchor } = rule
  const clock =
    offset === null || unit === null || direction === null
      ? null
      : `${offset} ${t(`law.unit.${unit.toLowerCase()}`)}, ${t(`law.direction.${direction}`)}${anchor === null ? '' : ` (${anchor})`}`
  return <>{[clock, threshold].filter((part) => part !== null).join('; ')}</>
}
