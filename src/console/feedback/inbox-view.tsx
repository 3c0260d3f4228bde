import { wardDateOf } from '../../platform/ward-time.ts'
import { inboxViews, type InboxView } from '../../ward/feedback/inbox-query.ts'
import { mostCounted, type InboxLine } from '../../ward/feedback/list-inbox.ts'
import { root } from '../console-app.ts'
import { AskForm, Choice, Field } from '../views/forms.tsx'
import { usePage } from '../views/page-context.ts'
import { Day, Go, Pager, Tag, When } from '../views/parts.tsx'
import { Table } from '../views/table.tsx'
import { capital, fieldOptions, fieldWords, optionsOf, timeTones } from './words.ts'

export type InboxQuery = {
  view: InboxView
  search: string
  status?: string | undefined
  unit: string
  neighbourhood: string
  field: string
  cursor?: string | undefined
}

type Props = {
  lines: readonly InboxLine[]
  next: string | null
  query: InboxQuery
  counts: { mine: number; overdue: number }
  units: readonly string[]
  neighbourhoods: readonly { code: string; name: string }[]
  mayEnter: boolean
}

export function Inbox({ lines, next, query, counts, units, neighbourhoods, mayEnter }: Props) {
  const { t } = usePage()
  return (
    <>
      {mayEnter ? (
        <p>
          <Go to="/feedback/new" class="button">
            {t('feedback.desk.new')}
          </Go>
        </p>
      ) : null}
      <Tabs view={query.view} counts={counts} />
      <Filters query={query} units={units} neighbourhoods={neighbourhoods} />
      <InboxTable lines={lines} empty={t(emptyWords(query))} />
      <Pager next={next} isFirst={query.cursor === undefined} />
    </>
  )
}

const emptyWords = ({ view, search }: InboxQuery): string =>
  search !== ''
    ? 'feedback.desk.none_found'
    : view === 'my_work'
      ? 'feedback.desk.none_mine'
      : 'feedback.desk.none_here'

function Tabs({ view, counts }: { view: InboxView; counts: Props['counts'] }) {
  const { t } = usePage()
  const shown = (count: number) => (count >= mostCounted ? ` (${mostCounted.toLocaleString('vi-VN')}+)` : ` (${count})`)
  const number = (one: InboxView): string =>
    one === 'my_work' ? shown(counts.mine) : one === 'overdue' ? shown(counts.overdue) : ''
  return (
    <nav class="tabs" aria-label={t('feedback.desk.views')}>
      <ul>
        {inboxViews.map((one) => (
          <li>
            <a href={`${root}/feedback?view=${one}`} aria-current={one === view ? 'page' : undefined}>
              {t(`feedback.desk.view.${one}`)}
              {number(one)}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

function Filters({ query, units, neighbourhoods }: Pick<Props, 'query' | 'units' | 'neighbourhoods'>) {
  const { t } = usePage()
  const all = t('console.form.all')
  const isNarrowed = [query.status, query.unit, query.neighbourhood, query.field].some(Boolean)
  return (
    <AskForm action="/feedback">
      <input type="hidden" name="view" value={query.view} />
      <Field
        name="search"
        label={t('feedback.desk.search')}
        hint={t('feedback.desk.search_hint')}
        type="search"
        value={query.search}
      />
      <details class="more" open={isNarrowed}>
        <summary>{t('feedback.desk.narrow')}</summary>
        <div class="ask-more">
          <Choice
            name="status"
            label={t('console.list.status')}
            options={optionsOf(t, 'status').filter(({ value }) => value !== 'draft' && value !== 'guided_to_complaint')}
            value={query.status ?? ''}
            empty={all}
          />
          <Choice
            name="unit"
            label={t('feedback.desk.unit')}
            options={units.map((unit) => ({ value: unit, label: unit }))}
            value={query.unit}
            empty={all}
          />
          <Choice
            name="neighbourhood"
            label={t('feedback.desk.neighbourhood')}
            options={neighbourhoods.map(({ code, name }) => ({ value: code, label: capital(name) }))}
            value={query.neighbourhood}
            empty={all}
          />
          <Choice
            name="field"
            label={t('feedback.desk.field')}
            options={fieldOptions(t)}
            value={query.field}
            empty={all}
          />
        </div>
      </details>
      <button class="main">{t('console.list.search')}</button>
    </AskForm>
  )
}

export function InboxTable({ lines, empty }: { lines: readonly InboxLine[]; empty: string }) {
  const { t } = usePage()
  return (
    <Table
      caption={t('feedback.desk.title')}
      empty={empty}
      rows={lines}
      columns={[
        { title: t('feedback.desk.due'), cell: (line) => <Due line={line} /> },
        {
          title: t('feedback.desk.matter'),
          kind: 'main',
          cell: (line) => (
            <>
              <Go to={`/feedback/${line.id}`}>{line.title || line.code}</Go>
              <div class="quiet">
                {[line.code, fieldWords(t, line.field), line.place, line.neighbourhood].filter(Boolean).join(' · ')}
              </div>
            </>
          ),
        },
        {
          title: t('console.list.status'),
          cell: (line) => (
            <>
              <Tag>{t(`feedback.desk.status.${line.status}`)}</Tag>{' '}
              {line.urgency === 'urgent' ? <Tag tone="bad">{t('feedback.desk.urgency.urgent')}</Tag> : null}{' '}
              {line.escalated ? <Tag tone="bad">{t('feedback.desk.escalated')}</Tag> : null}{' '}
              {line.ageing ? <Tag tone="bad">{t('feedback.desk.ageing')}</Tag> : null}
            </>
          ),
        },
        {
          title: t('feedback.desk.who_handles'),
          cell: ({ unit, assignee }) => [unit, assignee].filter(Boolean).join(', ') || '–',
        },
      ]}
    />
  )
}

function Due({ line: { dueAt, nudgeAt, promisedDate, time } }: { line: InboxLine }) {
  const { t, now } = usePage()
  if (time === 'none' && promisedDate !== null)
    return (
      <>
        <Tag tone={promisedDate < wardDateOf(now) ? 'bad' : 'warn'}>{t('feedback.desk.promise')}</Tag>{' '}
        <Day date={promisedDate} />
      </>
    )
  if (time === 'none' && nudgeAt !== null)
    return (
      <>
        <Tag tone={nudgeAt <= now ? 'bad' : 'plain'}>{t('feedback.desk.next_nudge')}</Tag> <Day date={nudgeAt} />
      </>
    )
  if (time === 'none') return <span class="quiet">–</span>
  return (
    <>
      <Tag tone={timeTones[time]}>{t(`feedback.desk.time.${time}`)}</Tag> {dueAt === null ? null : <When at={dueAt} />}
    </>
  )
}
