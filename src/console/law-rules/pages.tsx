import { z } from 'zod'
import { confirmLawRule, doubtLawRule } from '../../ward/law/confirm-law-rule.ts'
import { endLawRule, isOfEveryWard, withdrawLawRule } from '../../ward/law/end-law-rule.ts'
import { importLawRules } from '../../ward/law/import-law-rules.ts'
import { listLawRules } from '../../ward/law/list-law-rules.ts'
import { conflict, goTo, notFound, show, type Answer } from '../answer.ts'
import type { ConsoleApp } from '../console-app.ts'
import { id, maybeDay, readForm, type Fault, type Form } from '../form.ts'
import { page } from '../page.tsx'
import { PostForm, Upload } from '../views/forms.tsx'
import { usePage } from '../views/page-context.ts'
import type { Visit, Words } from '../visit.ts'
import { searchRules } from './group-rules.ts'
import { RuleList, RuleView } from './views.tsx'

const idParams = z.object({ id: id() })
const endForm = z.object({ lastDate: maybeDay() })
const asked = z.object({
  only: z.enum(['', 'unconfirmed']).default(''),
  q: z.string().max(100).default(''),
  of: z.string().max(20).default(''),
})

/** The rule table: what each row asks, by which text, and who of this ward has confirmed it. */
export function addLawRulePages(app: ConsoleApp): void {
  page(app, 'GET /law-rules', 'read_participation', {
    query: asked,
    answer: async ({ work, query, may, t }) => {
      const rules = await listLawRules(work, { unconfirmed: query.only === 'unconfirmed' })
      return show(
        t('law.desk.title'),
        <RuleList rules={searchRules(rules, query.q)} {...query} mayConfirm={may('confirm_law_rules')} />
      )
    },
  })
  page(app, 'POST /law-rules/:id/confirm', 'confirm_law_rules', {
    params: idParams,
    answer: async ({ work, params, official, form }) => {
      const done = await confirmLawRule(work, { ruleRowId: params.id, officialId: official.id })
      if (done.ok) return goTo(backTo(form), { say: 'law.desk.confirmed' })
      return done.refusal === 'not_found' ? notFound() : conflict(`law.refused.${done.refusal}`)
    },
  })
  page(app, 'POST /law-rules/:id/doubt', 'confirm_law_rules', {
    params: idParams,
    answer: async ({ work, params, form }) =>
      (await doubtLawRule(work, { ruleRowId: params.id })).ok
        ? goTo(backTo(form), { say: 'law.desk.doubted' })
        : notFound(),
  })
  page(app, 'GET /law-rules/:id', 'confirm_law_rules', { params: idParams, answer: (visit) => rulePage(visit) })
  page(app, 'POST /law-rules/:id/end', 'confirm_law_rules', {
    params: idParams,
    answer: async (visit) => {
      const { work, params, form } = visit
      const read = readForm(endForm, form)
      if (!read.ok) return rulePage(visit, read.faults)
      const ended = await endLawRule(work, { ruleRowId: params.id, lastDate: read.value.lastDate })
      if (ended.ok) return goTo(`/law-rules/${params.id}`, { say: 'law.desk.end_kept' })
      if (ended.refusal === 'not_found') return notFound()
      return rulePage(visit, [{ field: 'lastDate', say: `law.refused.${ended.refusal}` }])
    },
  })
  page(app, 'POST /law-rules/:id/withdraw', 'confirm_law_rules', {
    params: idParams,
    answer: async ({ work, params }) => {
      const gone = await withdrawLawRule(work, { ruleRowId: params.id })
      if (gone.ok) return goTo('/law-rules', { say: 'law.desk.withdrawn' })
      return gone.refusal === 'not_found' ? notFound() : conflict(`law.refused.${gone.refusal}`)
    },
  })
  page(app, 'GET /law-rules/import', 'confirm_law_rules', ({ t }) => importPage(t))
  page(app, 'POST /law-rules/import', 'confirm_law_rules', takeFile)
}

/** Where the list was asked for something, it is asked for it again; the group of the rule is open. */
function backTo(form: Form): `/${string}` {
  const read = asked.safeParse(form)
  return read.success ? `/law-rules?${new URLSearchParams(read.data).toString()}` : '/law-rules'
}

async function rulePage(
  { work, params, form, t }: Visit<typeof idParams>,
  faults: readonly Fault[] = []
): Promise<Answer> {
  const rule = (await listLawRules(work)).find(({ id: known }) => known === params.id)
  if (rule === undefined) return notFound()
  const typed = faults.length > 0 ? form : { lastDate: rule.effectiveTo ?? '' }
  const mayWithdraw = !rule.confirmedBy && !isOfEveryWard(rule)
  return show(t('law.desk.page_title', { rule: rule.ruleId }), <RuleView {...{ rule, mayWithdraw }} form={typed} />, {
    faults,
  })
}

async function takeFile({ work, file, t }: Visit): Promise<Answer> {
  if (file === null) return importPage(t, [{ field: 'rules', say: 'console.fault.file_missing' }])
  const taken = await importLawRules(work, { text: file.bytes.toString('utf8') })
  if (!taken.ok) return importPage(t, [{ field: 'rules', say: `law.refused.${taken.refusal}` }])
  const { added, known, faults } = taken.value
  if (faults.length > 0)
    return importPage(t, [
      { field: 'rules', say: 'law.desk.bad_lines', with: { lines: faults.slice(0, 20).join(', ') } },
    ])
  return goTo('/law-rules', { say: 'law.desk.imported', with: { count: added, known } })
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
