import { z } from 'zod'
import { isWardDate } from '../../platform/ward-time.ts'
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

/** An empty field of a filter asks nothing. */
const asked = (max = 100) =>
  z
    .string()
    .max(max)
    .optional()
    .transform((text) => text?.trim() || undefined)
const askedDay = asked(10).refine((text) => text === undefined || isWardDate(text))

const filter = z.object({ action: asked(), actor: asked(), from: askedDay, to: askedDay, cursor: z.uuid().optional() })

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
        <Field name="from" label={t('console.audit.from')} type="date" value={query.from} />
        <Field name="to" label={t('console.audit.to')} type="date" value={query.to} />
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
          { title: t('console.audit.details'), cell: ({ details }) => <Details details={details} /> },
        ]}
      />
      <Pager next={next} isFirst={query.cursor === undefined} />
    </>
  )
}

/** Where the thing behind an id is read. */
const places: Readonly<Record<string, `/${string}`>> = {
  noticeId: '/notices',
  meetingId: '/meetings',
  electionId: '/elections',
  disclosureId: '/disclosures',
  consultationId: '/consultations',
  feedbackId: '/feedback',
  handOverId: '/hand-overs',
  receptionId: '/reception',
  ruleRowId: '/law-rules',
}

function Details({ details }: { details: AuditLine['details'] }) {
  const { t } = usePage()
  const told = Object.entries(details).map(([name, value]) => `${name}: ${String(value)}`)
  const [name, place] = Object.entries(places).find(([one]) => typeof details[one] === 'string') ?? []
  return (
    <>
      <span class="quiet">{told.join(', ') || '–'}</span>{' '}
      {name === undefined ? null : <Go to={`${place}/${String(details[name])}`}>{t('console.audit.open')}</Go>}
    </>
  )
}
