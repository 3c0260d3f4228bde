import { z } from 'zod'
import { isWardDate } from '../../platform/ward-time.ts'
import { listAuditLines, type AuditLine } from '../../ward/audit/list-audit-lines.ts'
import { show } from '../answer.ts'
import type { ConsoleApp } from '../console-app.ts'
import { page } from '../page.tsx'
import { AskForm, Field } from '../views/forms.tsx'
import { usePage } from '../views/page-context.ts'
import { Pager, When } from '../views/parts.tsx'
import { Table } from '../views/table.tsx'

/** An empty field of a filter asks nothing. */
const asked = (max = 100) =>
  z
    .string()
    .max(max)
    .optional()
    .transform((text) => text?.trim() || undefined)
const askedDay = asked(10).refine((text) => text === undefined || isWardDate(text))

const filter = z.object({ action: asked(), actor: asked(), from: askedDay, to: askedDay, cursor: z.uuid().optional() })

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
        <Field
          name="action"
          label={t('console.audit.action')}
          hint={t('console.audit.action_hint')}
          value={query.action}
        />
        <Field name="actor" label={t('console.audit.actor')} hint={t('console.audit.actor_hint')} value={query.actor} />
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
          { title: t('console.audit.actor'), cell: (line) => line.actorName ?? line.actor },
          { title: t('console.audit.action'), cell: ({ action }) => action },
          { title: t('console.audit.details'), cell: ({ details }) => <Details details={details} /> },
        ]}
      />
      <Pager next={next} isFirst={query.cursor === undefined} />
    </>
  )
}

function Details({ details }: { details: AuditLine['details'] }) {
  const told = Object.entries(details).map(([name, value]) => `${name}: ${String(value)}`)
  return <span class="quiet">{told.join(', ') || '–'}</span>
}
