import { z } from 'zod'
import { confirmLawRule, doubtLawRule } from '../../ward/law/confirm-law-rule.ts'
import { importLawRules } from '../../ward/law/import-law-rules.ts'
import { listLawRules } from '../../ward/law/list-law-rules.ts'
import { conflict, goTo, notFound, show, type Answer } from '../answer.ts'
import type { ConsoleApp } from '../console-app.ts'
import { id, type Fault } from '../form.ts'
import { page } from '../page.tsx'
import { PostForm, Upload } from '../views/forms.tsx'
import { usePage } from '../views/page-context.ts'
import type { Visit, Words } from '../visit.ts'
import { searchRules } from './group-rules.ts'
import { RuleList } from './views.tsx'

const idParams = z.object({ id: id() })
const asked = z.object({ only: z.enum(['', 'unconfirmed']).default(''), q: z.string().max(100).default('') })

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
