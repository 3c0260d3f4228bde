import { z } from 'zod'
import { isTemplateName, type TemplateName } from '../../ward/notice/notice-occasion.ts'
import {
  approveNoticeTemplate,
  listNoticeTemplates,
  templateOf,
  writeNoticeTemplate,
  type KeptTemplate,
} from '../../ward/notice/notice-template.ts'
import { conflict, goTo, notFound, show, type Answer } from '../answer.ts'
import type { ConsoleApp } from '../console-app.ts'
import { id, line, maybeLine, readForm, typed, type Fault, type Form } from '../form.ts'
import { page } from '../page.tsx'
import { nameOfTemplate, readBlanks, showBlanks } from './blanks.ts'
import { groupOfTemplate, groupTemplates, type TemplateGroup } from './group-templates.ts'
import type { ZaloForm } from '../../ward/notice/notice-words.ts'
import { Area, Field, PostForm } from '../views/forms.tsx'
import { usePage } from '../views/page-context.ts'
import { Deed, Fold, Go, Tag } from '../views/parts.tsx'
import type { Visit } from '../visit.ts'

const listAsked = z.object({ of: z.string().max(20).optional() })
const kindParams = z.object({ kind: z.string().max(40) })
const idParams = z.object({ id: id() })
const templateForm = z.object({
  title: line(200),
  body: line(4_000),
  en_title: line(200),
  en_body: line(4_000),
  zalo_id: maybeLine(40),
  zalo_values: maybeLine(4_000),
  source: line(200),
})

/** The words notices begin with, as approved versions. */
export function addTemplatePages(app: ConsoleApp): void {
  page(app, 'GET /notices/templates', 'read_notices', {
    query: listAsked,
    answer: async ({ work, query, t }) =>
      show(t('notice.desk.templates'), <TemplateList templates={await listNoticeTemplates(work)} open={query.of} />),
  })
  page(app, 'GET /notices/templates/:kind', 'write_notices', {
    params: kindParams,
    answer: async ({ work, params, t }) => {
      const kind = kindNamed(params.kind)
      return kind === null ? notFound() : templatePage(t, kind, await templateOf(work, kind), {})
    },
  })
  page(app, 'POST /notices/templates/:kind', 'write_notices', { params: kindParams, answer: writeTemplate })
  page(app, 'POST /notices/templates/:id/approve', 'approve_notices', {
    params: idParams,
    answer: async ({ work, params, official, form }) => {
      const done = await approveNoticeTemplate(work, { templateId: params.id, officialId: official.id })
      const kind = kindNamed(typed(form, 'kind'))
      return done.ok
        ? goTo(kind === null ? '/notices/templates' : listAt(kind), { say: 'notice.desk.said.template_approved' })
        : conflict(`notice.refused.${done.refusal}`)
    },
  })
}

/** The list with the part open in which the template stands. */
const listAt = (kind: TemplateName): `/${string}` => `/notices/templates?of=${groupOfTemplate(kind)}`

const kindNamed = (word: string): TemplateName | null => (isTemplateName(word) ? word : null)

function templatePage(
  t: Visit['t'],
  kind: TemplateName,
  kept: KeptTemplate | null,
  form: Form,
  faults: readonly Fault[] = []
): Answer {
  return show(
    t('notice.desk.template_new', { kind: nameOfTemplate(t, kind) }),
    <TemplateForm kind={kind} kept={kept} form={form} />,
    { faults }
  )
}

async function writeTemplate({ work, params, form, t }: Visit<typeof kindParams>): Promise<Answer> {
  const kind = kindNamed(params.kind)
  if (kind === null) return notFound()
  const read = readForm(templateForm, form)
  if (!read.ok) return templatePage(t, kind, null, form, read.faults)
  const { title, body, en_title, en_body, zalo_id, zalo_values, source } = read.value
  const kept = (text: string) => readBlanks(t, text, kind)
  const zalo = readZaloForm(zalo_id ?? '', kept(zalo_values ?? ''))
  if (zalo === 'unclear')
    return templatePage(t, kind, null, form, [{ field: 'zalo_values', say: 'notice.desk.zalo_values_unclear' }])
  const written = await writeNoticeTemplate(work, {
    kind,
    vi: { title: kept(title), body: kept(body) },
    en: { title: kept(en_title), body: kept(en_body) },
    zalo,
    source,
  })
  if (!written.ok)
    return templatePage(t, kind, null, form, [{ field: 'title', say: `notice.refused.${written.refusal}` }])
  return goTo(listAt(kind), { say: 'notice.desk.said.template_written' })
}

/** One parameter a line, "name = words"; null where the ward has no such template. A bracket that names no blank is a slip. */
function readZaloForm(id: string, typed: string): ZaloForm | null | 'unclear' {
  const lines = typed.split(/\r?\n/).filter((one) => one.trim() !== '')
  if (id.trim() === '') return lines.length === 0 ? null : 'unclear'
  const pairs = lines.map((one) => /^\s*(\w+)\s*=\s*(\S.*?)\s*$/.exec(one))
  if (lines.length === 0 || pairs.includes(null) || typed.includes('[')) return 'unclear'
  return { id: id.trim(), values: Object.fromEntries(pairs.map((pair) => [pair![1]!, pair![2]!])) }
}

const zaloLines = (zalo: ZaloForm | null | undefined): string =>
  Object.entries(zalo?.values ?? {})
    .map(([parameter, text]) => `${parameter} = ${text}`)
    .join('\n')

/** Folded by what they are for: there is one for every moment at which the ward tells many. */
function TemplateList({ templates, open }: { templates: readonly KeptTemplate[]; open: string | undefined }) {
  const { t } = usePage()
  return (
    <>
      <p>{t('notice.desk.templates_what')}</p>
      {templates.length === 0 ? <p class="empty">{t('notice.refused.no_template')}</p> : null}
      {groupTemplates(templates).map(({ group, of }) => (
        <Fold name={groupName(t, group, of)} open={open === group}>
          {of.map((template) => (
            <TemplateLine {...template} />
          ))}
        </Fold>
      ))}
    </>
  )
}

function groupName(t: Visit['t'], name: TemplateGroup, of: readonly KeptTemplate[]): string {
  const waiting = of.filter(({ approvedAt }) => approvedAt === null).length
  const said = { group: t(`notice.desk.template_group.${name}`), count: of.length }
  return waiting === 0
    ? t('notice.desk.template_group_count', said)
    : t('notice.desk.template_group_waiting', { ...said, waiting })
}

/** Each folded under its name: who approves it has its words before the button. */
function TemplateLine(template: KeptTemplate) {
  const { t, official } = usePage()
  const { id, kind, version, approvedAt, source } = template
  const mayApprove = approvedAt === null && (official?.permissions.has('approve_notices') ?? false)
  const mayWrite = official?.permissions.has('write_notices') ?? false
  return (
    <details class="act">
      <summary>
        {nameOfTemplate(t, kind)}, {t('notice.desk.version', { version })}{' '}
        <Tag tone={approvedAt ? 'good' : 'warn'}>
          {t(approvedAt ? 'notice.desk.template_approved' : 'notice.desk.template_waits')}
        </Tag>
      </summary>
      <div>
        <TemplateWords {...template} />
        <p>
          {t('notice.desk.source')}: {source}
        </p>
        {mayApprove ? (
          <Deed action={`/notices/templates/${id}/approve`} label={t('notice.desk.approve')} fields={{ kind }} />
        ) : null}
        {mayWrite ? (
          <p>
            <Go to={`/notices/templates/${kind}`}>
              {t('notice.desk.template_rewrite', { kind: nameOfTemplate(t, kind) })}
            </Go>
          </p>
        ) : null}
      </div>
    </details>
  )
}

function TemplateWords({ kind, vi, zalo }: KeptTemplate) {
  const { t } = usePage()
  return (
    <>
      <p>
        <strong>{showBlanks(t, vi.title, kind)}</strong>
      </p>
      <div class="bubble-preview">{showBlanks(t, vi.body, kind)}</div>
      {zalo ? (
        <div class="bubble-preview">
          {t('notice.desk.zalo_form', { id: zalo.id })}
          {'\n'}
          {showBlanks(t, zaloLines(zalo), kind)}
        </div>
      ) : null}
    </>
  )
}

function TemplateForm({ kind, kept, form }: { kind: TemplateName; kept: KeptTemplate | null; form: Form }) {
  const { t } = usePage()
  const value = (field: string, own: string | undefined): string =>
    field in form ? typed(form, field) : showBlanks(t, own ?? '', kind)
  return (
    <PostForm action={`/notices/templates/${kind}`}>
      <p>{t('notice.desk.template_what')}</p>
      <Field name="title" label={t('notice.desk.title_vi')} value={value('title', kept?.vi.title)} />
      <Area name="body" label={t('notice.desk.body_vi')} rows={10} value={value('body', kept?.vi.body)} />
      <Field name="en_title" label={t('notice.desk.title_en')} value={value('en_title', kept?.en.title)} />
      <Area name="en_body" label={t('notice.desk.body_en')} rows={10} value={value('en_body', kept?.en.body)} />
      <Field
        name="zalo_id"
        label={t('notice.desk.zalo_id')}
        hint={t('notice.desk.zalo_id_hint')}
        value={value('zalo_id', kept?.zalo?.id)}
        optional
      />
      <Area
        name="zalo_values"
        label={t('notice.desk.zalo_values')}
        hint={t('notice.desk.zalo_values_hint')}
        rows={5}
        value={value('zalo_values', zaloLines(kept?.zalo))}
        optional
      />
      <Field name="source" label={t('notice.desk.source')} value={value('source', kept?.source)} />
      <button class="main">{t('console.form.save')}</button>
    </PostForm>
  )
}
