import { mayUntick, visitParts, type VisitLine, type VisitPart } from '../../ward/delivery/visit-list.ts'
import type { NeighbourhoodRow } from '../../ward/neighbourhood/list-neighbourhood-rows.ts'
import type { DoorWords } from '../../ward/notice/words-at-doors.ts'
import { root } from '../console-app.ts'
import { AskForm, Choice } from '../views/forms.tsx'
import { usePage } from '../views/page-context.ts'
import { Deed, Go, Notice, Pager, Tag, When } from '../views/parts.tsx'
import { Table } from '../views/table.tsx'

type Query = { notice?: string | undefined; part: VisitPart; cursor: number }

type Props = {
  places: readonly NeighbourhoodRow[]
  chosen: NeighbourhoodRow | null
  query: Query
  lines: readonly VisitLine[]
  counts: Readonly<Record<VisitPart, number>>
  words: readonly DoorWords[]
  next: string | null
}

export function VisitView(props: Props) {
  const { places, query, lines, counts, words, next } = props
  const { t } = usePage()
  return (
    <>
      <p>{t('notice.desk.visits_what')}</p>
      <WhichPlace {...props} />
      {places.length === 0 ? <p class="empty">{t('notice.desk.no_own_neighbourhood')}</p> : null}
      <p>
        <strong>{t('notice.desk.to_visit', { count: counts.open.toLocaleString('vi-VN') })}</strong>{' '}
        <Go to={`/visits/list.pdf${askedFor(props, {})}`}>{t('notice.desk.visits_print')}</Go>
      </p>
      <nav class="tabs" aria-label={t('notice.desk.visit_parts')}>
        <ul>
          {visitParts.map((part) => (
            <li>
              <a
                href={`${root}/visits${askedFor(props, { part })}`}
                aria-current={part === query.part ? 'page' : undefined}
              >
                {`${t(`notice.desk.visit_part.${part}`)} (${counts[part].toLocaleString('vi-VN')})`}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {query.part === 'late' ? <Notice>{t('notice.desk.visits_late')}</Notice> : null}
      <ToTell words={words} />
      <Table
        caption={t(`notice.desk.visit_part.${query.part}`)}
        empty={t(`notice.desk.visits_none.${query.part}`)}
        rows={lines}
        columns={[
          { title: t('notice.desk.person'), kind: 'main', cell: ({ fullName }) => fullName },
          { title: t('notice.desk.household'), cell: ({ householdCode }) => householdCode ?? '–' },
          { title: t('notice.desk.neighbourhood'), cell: ({ neighbourhood }) => neighbourhood ?? '–' },
          { title: t('notice.desk.title'), cell: ({ title }) => title },
          { title: t('notice.desk.why_title'), cell: (door) => <WhyHere door={door} /> },
          { title: t('console.list.deed'), cell: (door) => <Deeds door={door} of={props} /> },
        ]}
      />
      <Pager next={next} isFirst={query.cursor === 0} />
    </>
  )
}

/** The same list, in another part of it. */
function askedFor({ query, chosen }: Pick<Props, 'query' | 'chosen'>, { part }: { part?: VisitPart }): string {
  const asked = new URLSearchParams({
    ...(query.notice ? { notice: query.notice } : {}),
    ...(chosen ? { neighbourhood: chosen.id } : {}),
    ...(part === undefined || part === 'open' ? {} : { part }),
  })
  return asked.size > 0 ? `?${asked.toString()}` : ''
}

function WhichPlace({ places, chosen, query }: Props) {
  const { t } = usePage()
  if (places.length < 2) return null
  return (
    <AskForm action="/visits">
      {query.notice ? <input type="hidden" name="notice" value={query.notice} /> : null}
      {query.part === 'open' ? null : <input type="hidden" name="part" value={query.part} />}
      <Choice
        name="neighbourhood"
        label={t('notice.desk.neighbourhood')}
        options={places.map(({ id, name }) => ({ value: id, label: name }))}
        value={chosen?.id ?? ''}
        empty={t('notice.desk.whole_ward')}
      />
      <button class="second">{t('notice.desk.show')}</button>
    </AskForm>
  )
}

function WhyHere({ door }: { door: VisitLine }) {
  const { t } = usePage()
  return (
    <>
      {t(`notice.desk.why.${door.why}`)}
      {door.mourns ? (
        <>
          {' '}
          <Tag tone="warn">{t('notice.desk.house_mourns')}</Tag>
        </>
      ) : null}
      {door.notMetAt === null || door.visitedAt !== null ? null : (
        <>
          {' '}
          <Tag>{t('notice.desk.not_met_at')}</Tag> <When at={door.notMetAt} />
        </>
      )}
    </>
  )
}

function Deeds({ door, of: { query, chosen } }: { door: VisitLine; of: Props }) {
  const { t, now } = usePage()
  const action = `/visits/${door.noticeId}/${door.slot}`
  const fields = {
    notice: query.notice ?? '',
    neighbourhood: chosen?.id ?? '',
    part: query.part === 'open' ? '' : query.part,
    cursor: query.cursor === 0 ? '' : String(query.cursor),
  }
  if (door.visitedAt !== null) {
    return (
      <>
        <Tag tone="good">{t('notice.desk.visited_done')}</Tag> <When at={door.visitedAt} />{' '}
        {mayUntick(door.visitedAt, now) ? (
          <Deed action={`${action}/back`} label={t('notice.desk.take_back')} tone="second" fields={fields} />
        ) : null}
      </>
    )
  }
  return (
    <>
      <Deed action={action} label={t('notice.desk.visited')} tone="second" fields={fields} />{' '}
      {query.part === 'open' ? (
        <Deed action={`${action}/not-met`} label={t('notice.desk.not_met')} tone="second" fields={fields} />
      ) : null}
    </>
  )
}

/** What to say at the door: open where it is one thing, a press away where there are several. */
function ToTell({ words }: { words: readonly DoorWords[] }) {
  const { t } = usePage()
  if (words.length === 0) return null
  return (
    <section>
      <h2>{t('notice.desk.to_tell')}</h2>
      {words.map(({ title, body }) => (
        <details class="more" open={words.length === 1}>
          <summary>{title}</summary>
          <blockquote class="words">{body}</blockquote>
        </details>
      ))}
    </section>
  )
}
