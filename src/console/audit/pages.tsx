import { z } from 'zod'
import { isWardDate } from '../../platform/ward-time.ts'
import type { Permission } from '../../ward/official/permission.ts'
import { listAuditLines, type AuditLine } from '../../ward/audit/list-audit-lines.ts'
import { show } from '../answer.ts'
import type { ConsoleApp } from '../console-app.ts'
import { page } from '../page.tsx'
import { AskForm, Choice, Field, type Option } from '../views/forms.tsx'
import { usePage } from '../views/page-context.ts'
import { Go, Pager, When } from '../views/parts.tsx'
import { Table } from '../views/table.tsx'
import type { Words } from '../visit.ts'
import { actionWords, matters } from './action-words.ts'
import { detailWords } from './detail-words.ts'

/** An empty field of a filter asks nothing. */
const asked = (max = 100) =>
  z
    .string()
    .max(max)
    .optional()
    .transform((text) => text?.trim() || undefined)
const askedDay = asked(10).refine((text) => text === undefined || isWardDate(text))

const filter = z.object({ action: asked(), actor: asked(), from: askedDay, to: askedDay, cursor: z.uuid().optional() })

/** A phone shows about six lines at a time. */
const linesOnPage = 25

const actorKinds = ['official', 'conversation', 'api_key', 'job', 'operator'] as const

const actorWords = (t: Words, actor: string): string => {
  const kind = actorKinds.find((one) => actor.startsWith(one))
  return kind ? t(`console.audit.actors.${kind}`) : actor
}

/** The kinds, and the one asked for by its whole id. */
const actorOptions = (t: Words, asked: string | undefined): Option[] => [
  ...actorKinds.map((value) => ({ value, label: t(`console.audit.actors.${value}`) })),
  ...(asked?.includes(':') ? [{ value: asked, label: t('console.audit.this_one') }] : []),
]

export function addAuditPages(app: ConsoleApp): void {
  page(app, 'GET /audit', 'read_audit', {
    query: filter,
    answer: async ({ work, query, t }) => {
      const { lines, next } = await listAuditLines(work, {
        action: query.action,
        actor: query.actor,
        fromDate: query.from,
        toDate: query.to,
        before: query.cursor,
        limit: linesOnPage,
      })
      return show(t('console.audit.title'), <Trail lines={lines} next={next} query={query} />)
    },
  })
}

function Trail({
  lines,
  next,
  query,
}: {
  lines: readonly AuditLine[]
  next: string | null
  query: z.infer<typeof filter>
}) {
  const { t } = usePage()
  return (
    <>
      <p>{t('console.audit.what')}</p>
      <AskForm action="/audit">
        <Choice
          name="action"
          label={t('console.audit.action')}
          options={matters.map((value) => ({ value, label: t(`console.audit.matter.${value}`) }))}
          value={query.action}
          empty={t('console.form.all')}
        />
        <Choice
          name="actor"
          label={t('console.audit.actor')}
          options={actorOptions(t, query.actor)}
          value={query.actor}
          empty={t('console.form.all')}
        />
        <details class="more" open={query.from !== undefined || query.to !== undefined}>
          <summary>{t('console.audit.days')}</summary>
          <div class="ask-more">
            <Field name="from" label={t('console.audit.from')} type="date" value={query.from} />
            <Field name="to" label={t('console.audit.to')} type="date" value={query.to} />
          </div>
        </details>
        <button class="main">{t('console.list.filter')}</button>
      </AskForm>
      <Table
        caption={t('console.audit.title')}
        empty={t('console.audit.none')}
        rows={lines}
        columns={[
          { title: t('console.audit.at'), kind: 'main', cell: ({ at }) => <When at={at} /> },
          { title: t('console.audit.actor'), cell: (line) => line.actorName ?? actorWords(t, line.actor) },
          { title: t('console.audit.action'), cell: ({ action }) => actionWords(t, action) },
          { title: t('console.audit.details'), cell: (line) => <Details line={line} /> },
        ]}
      />
      <Pager next={next} isFirst={query.cursor === undefined} />
    </>
  )
}

/** Where the thing behind an id is read, and by whom. */
const places: Readonly<Record<string, readonly [`/${string}`, Permission]>> = {
  noticeId: ['/notices', 'read_notices'],
  meetingId: ['/meetings', 'read_participation'],
  electionId: ['/elections', 'read_participation'],
  disclosureId: ['/disclosures', 'read_participation'],
  consultationId: ['/consultations', 'read_participation'],
  feedbackId: ['/feedback', 'read_feedback'],
  handOverId: ['/hand-overs', 'answer_hand_overs'],
  receptionId: ['/reception', 'keep_reception'],
  ruleRowId: ['/law-rules', 'confirm_law_rules'],
  procedureId: ['/procedures', 'read_procedures'],
  importId: ['/imports', 'import_data'],
}

/** Papers, postings and steps belong to a thing named by its noun. */
function placeIn(details: AuditLine['details']): { to: string; permission: Permission } | null {
  const { noun, rowId } = details
  const named = typeof noun === 'string' && typeof rowId === 'string' ? { ...details, [`${noun}Id`]: rowId } : details
  const [name, place] = Object.entries(places).find(([one]) => typeof named[one] === 'string') ?? []
  if (name === undefined || place === undefined) return null
  return { to: `${place[0]}/${String(named[name])}`, permission: place[1] }
}

function Details({ line }: { line: AuditLine }) {
  const { t, official } = usePage()
  const place = placeIn(line.details)
  const words = detailWords(t, line).join('; ')
  const mayOpen = place !== null && official?.permissions.has(place.permission)
  return (
    <>
      {words || (mayOpen ? '' : <span class="quiet">–</span>)}{' '}
      {mayOpen ? <Go to={place.to}>{t('console.audit.open')}</Go> : null}
    </>
  )
}
