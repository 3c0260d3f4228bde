import { z } from 'zod'
import { formatShortInstant } from '../../platform/ward-time.ts'
import { listVisits, tickVisit, type VisitLine } from '../../ward/delivery/visit-list.ts'
import { matchNeighbourhood } from '../../ward/neighbourhood/neighbourhood.ts'
import { listNeighbourhoodRows, type NeighbourhoodRow } from '../../ward/neighbourhood/list-neighbourhood-rows.ts'
import { drawVisitList } from '../../ward/notice/draw-visit-list.ts'
import { wordsAtDoors, type DoorWords } from '../../ward/notice/words-at-doors.ts'
import { findOfficial } from '../../ward/official/list-officials.ts'
import { wardNameOf } from '../../ward/ward/ward-name.ts'
import { conflict, download, goTo, show, type Answer } from '../answer.ts'
import type { ConsoleApp } from '../console-app.ts'
import { id, typed } from '../form.ts'
import { page } from '../page.tsx'
import { AskForm, Choice } from '../views/forms.tsx'
import { usePage } from '../views/page-context.ts'
import { Deed, Go, Tag, When } from '../views/parts.tsx'
import { Table } from '../views/table.tsx'
import type { Nothing, Visit } from '../visit.ts'

const asked = z.object({ notice: z.uuid().optional(), neighbourhood: z.union([z.uuid(), z.literal('')]).optional() })
type ListVisit = Visit<Nothing, typeof asked>
const tickParams = z.object({ id: id(), slot: z.coerce.number().int().min(0) })

/** The door-to-door sheet of a neighbourhood: for those no message reaches. */
export function addVisitPages(app: ConsoleApp): void {
  page(app, 'GET /visits', 'tick_visits', { query: asked, answer: listPage })
  page(app, 'GET /visits/list.pdf', 'tick_visits', { query: asked, answer: pdf })
  page(app, 'POST /visits/:id/:slot', 'tick_visits', { params: tickParams, answer: tick })
}

/** Whose doors an official sees: all of them, or, as head of a neighbourhood, those of that one. */
async function placesOf({
  work,
  official,
  may,
}: Pick<Visit, 'work' | 'official' | 'may'>): Promise<NeighbourhoodRow[]> {
  const all = await listNeighbourhoodRows(work)
  if (may('read_citizens')) return all
  const { unit } = (await findOfficial(work, { officialId: official.id })) ?? { unit: null }
  const own = unit === null ? null : matchNeighbourhood(all, unit)
  return own === null ? [] : [own]
}

async function visitsFor(visit: Pick<ListVisit, 'work' | 'official' | 'may' | 'query'>, openOnly: boolean) {
  const places = await placesOf(visit)
  const chosen = places.find(({ id }) => id === visit.query.neighbourhood) ?? (places.length === 1 ? places[0]! : null)
  const isBounded = !visit.may('read_citizens')
  const noticeId = visit.query.notice ?? null
  const lines =
    isBounded && chosen === null
      ? []
      : await listVisits(visit.work, { noticeId, neighbourhoodId: chosen?.id ?? null, openOnly })
  return { places, chosen, lines }
}

async function listPage(visit: ListVisit): Promise<Answer> {
  const found = await visitsFor(visit, false)
  const open = found.lines.filter(({ visitedAt }) => visitedAt === null)
  const words = await wordsAtDoors(visit.work, noticesOf(open))
  return show(
    visit.t('notice.desk.visits_title'),
    <VisitView {...found} words={words} notice={visit.query.notice ?? null} />
  )
}

const noticesOf = (lines: readonly VisitLine[]): string[] => lines.map(({ noticeId }) => noticeId)

async function tick(visit: Visit<typeof tickParams>): Promise<Answer> {
  const { work, params, form } = visit
  const places = await placesOf(visit)
  const doors = await listVisits(work, { noticeId: params.id, openOnly: true })
  const door = doors.find(({ slot }) => slot === params.slot)
  const isOwn =
    door !== undefined && (visit.may('read_citizens') || places.some(({ id }) => id === door.neighbourhoodId))
  if (!isOwn) return conflict('delivery.refused.not_to_visit')
  const ticked = await tickVisit(work, { noticeId: params.id, slot: params.slot })
  if (!ticked.ok) return conflict(`delivery.refused.${ticked.refusal}`)
  const back = new URLSearchParams({ notice: typed(form, 'notice'), neighbourhood: typed(form, 'neighbourhood') })
  for (const [name, value] of [...back]) if (value === '') back.delete(name)
  return goTo(`/visits${back.size > 0 ? `?${back.toString()}` : ''}`, { say: 'notice.desk.said.visited' })
}

async function pdf(visit: ListVisit): Promise<Answer> {
  const { work, t } = visit
  const { chosen, lines } = await visitsFor(visit, true)
  const { name } = await wardNameOf(work)
  const bytes = await drawVisitList({
    sender: `UBND ${name}`,
    title: t('notice.desk.visits_title'),
    printed: t('notice.desk.visits_printed', { at: formatShortInstant(work.now, 'vi'), count: lines.length }),
    columns: {
      number: t('notice.desk.row'),
      household: t('notice.desk.household'),
      person: t('notice.desk.person'),
      notice: t('notice.desk.title'),
      done: t('notice.desk.signature'),
    },
    words: await wordsAtDoors(work, noticesOf(lines)),
    doors: lines.map(({ fullName, householdCode, neighbourhood, noticeId, title }) => ({
      noticeId,
      neighbourhood: neighbourhood ?? '',
      household: householdCode ?? '',
      person: fullName,
      notice: title,
    })),
  })
  return download(`${t('notice.desk.visits_title')}${chosen ? ` - ${chosen.name}` : ''}.pdf`, 'application/pdf', bytes)
}

type Props = {
  places: readonly NeighbourhoodRow[]
  chosen: NeighbourhoodRow | null
  lines: readonly VisitLine[]
  words: readonly DoorWords[]
  notice: string | null
}

function VisitView({ places, chosen, lines, words, notice }: Props) {
  const { t } = usePage()
  const waiting = lines.filter(({ visitedAt }) => visitedAt === null).length
  const asked = new URLSearchParams({
    ...(notice ? { notice } : {}),
    ...(chosen ? { neighbourhood: chosen.id } : {}),
  }).toString()
  return (
    <>
      <p>{t('notice.desk.visits_what')}</p>
      {places.length > 1 ? (
        <AskForm action="/visits">
          {notice ? <input type="hidden" name="notice" value={notice} /> : null}
          <Choice
            name="neighbourhood"
            label={t('notice.desk.neighbourhood')}
            options={places.map(({ id, name }) => ({ value: id, label: name }))}
            value={chosen?.id ?? ''}
            empty={t('notice.desk.whole_ward')}
          />
          <button class="second">{t('notice.desk.show')}</button>
        </AskForm>
      ) : null}
      {places.length === 0 ? <p class="empty">{t('notice.desk.no_own_neighbourhood')}</p> : null}
      <p>
        <strong>{t('notice.desk.to_visit', { count: waiting.toLocaleString('vi-VN') })}</strong>{' '}
        <Go to={`/visits/list.pdf${asked ? `?${asked}` : ''}`}>{t('notice.desk.visits_print')}</Go>
      </p>
      <ToTell words={words} />
      <Table
        caption={t('notice.desk.visits_title')}
        empty={t('notice.desk.visits_none')}
        rows={lines}
        columns={[
          { title: t('notice.desk.person'), kind: 'main', cell: ({ fullName }) => fullName },
          { title: t('notice.desk.household'), cell: ({ householdCode }) => householdCode ?? '–' },
          { title: t('notice.desk.neighbourhood'), cell: ({ neighbourhood }) => neighbourhood ?? '–' },
          { title: t('notice.desk.title'), cell: ({ title }) => title },
          { title: t('notice.desk.why_title'), cell: ({ why }) => t(`notice.desk.why.${why}`) },
          {
            title: t('console.list.deed'),
            cell: (door) =>
              door.visitedAt === null ? (
                <Deed
                  action={`/visits/${door.noticeId}/${door.slot}`}
                  label={t('notice.desk.visited')}
                  tone="second"
                  fields={{ notice: notice ?? '', neighbourhood: chosen?.id ?? '' }}
                />
              ) : (
                <>
                  <Tag tone="good">{t('notice.desk.visited_done')}</Tag> <When at={door.visitedAt} />
                </>
              ),
          },
        ]}
      />
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
