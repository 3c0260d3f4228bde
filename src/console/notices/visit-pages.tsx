import { z } from 'zod'
import { formatShortInstant } from '../../platform/ward-time.ts'
import {
  countVisits,
  listVisits,
  noteNotMet,
  tickVisit,
  untickVisit,
  visitParts,
  type VisitLine,
  type VisitPart,
  type VisitsAsked,
} from '../../ward/delivery/visit-list.ts'
import { drawVisitList } from '../../ward/notice/draw-visit-list.ts'
import { wordsAtDoors } from '../../ward/notice/words-at-doors.ts'
import { ownNeighbourhoods, type OwnNeighbourhoods } from '../../ward/official/own-neighbourhoods.ts'
import { wardNameOf } from '../../ward/ward/ward-name.ts'
import { conflict, download, forbidden, goTo, show, type Answer } from '../answer.ts'
import type { ConsoleApp } from '../console-app.ts'
import { id, typed } from '../form.ts'
import { page } from '../page.tsx'
import type { Nothing, Visit } from '../visit.ts'
import { VisitView } from './visit-views.tsx'

/** Doors on one page: what a person walks in an evening, and no more than a cheap phone shows at once. */
const doorsAtOnce = 50
/** More than this on one print is nobody's walk: one neighbourhood is chosen then. */
const mostPrinted = 1_000

const asked = z.object({
  notice: z.uuid().optional(),
  neighbourhood: z.union([z.uuid(), z.literal('')]).optional(),
  part: z.enum(visitParts).default('open'),
  cursor: z.coerce.number().int().min(0).default(0),
})
type ListVisit = Visit<Nothing, typeof asked>
const doorParams = z.object({ id: id(), slot: z.coerce.number().int().min(0) })

/** The door-to-door sheet of a neighbourhood: for those no message reaches. */
export function addVisitPages(app: ConsoleApp): void {
  page(app, 'GET /visits', 'tick_visits', { query: asked, isPersonal: true, answer: listPage })
  page(app, 'GET /visits/list.pdf', 'tick_visits', { query: asked, isPersonal: true, answer: pdf })
  const door = (deed: string, part: readonly VisitPart[], does: DoorDeed): void =>
    page(app, `POST /visits/:id/:slot${deed}`, 'tick_visits', {
      params: doorParams,
      answer: (visit) => atOwnDoor(visit, part, does),
    })
  door('', ['open', 'late'], async (visit) => after(visit, await tickVisit(visit.work, doorOf(visit)), 'visited'))
  door('/not-met', ['open'], async (visit) => after(visit, await noteNotMet(visit.work, doorOf(visit)), 'not_met'))
  door('/back', ['told'], async (visit) => after(visit, await untickVisit(visit.work, doorOf(visit)), 'taken_back'))
}

type DoorVisit = Visit<typeof doorParams>
type DoorDeed = (visit: DoorVisit) => Promise<Answer>
const doorOf = ({ params }: DoorVisit) => ({ noticeId: params.id, slot: params.slot })

/** Whose doors an official sees: all of them, or, as head of a neighbourhood, those of that one. */
const placesOf = ({ work, official }: Pick<Visit, 'work' | 'official'>): Promise<OwnNeighbourhoods> =>
  ownNeighbourhoods(work, { officialId: official.id, wholeWard: 'read_citizens' })

/** What is asked for, within what this official may see; null where that is nothing. */
async function askedOf(visit: Pick<ListVisit, 'work' | 'official' | 'query'>) {
  const { notice, neighbourhood, part } = visit.query
  const { isWholeWard, places } = await placesOf(visit)
  const chosen = places.find(({ id }) => id === neighbourhood) ?? (isWholeWard ? null : (places[0] ?? null))
  const of: VisitsAsked | null =
    isWholeWard || chosen !== null ? { noticeId: notice ?? null, neighbourhoodId: chosen?.id ?? null, part } : null
  return { places, chosen, of }
}

async function listPage(visit: ListVisit): Promise<Answer> {
  const { work, query, t } = visit
  const { places, chosen, of } = await askedOf(visit)
  const lines = of === null ? [] : await listVisits(work, { ...of, from: query.cursor, take: doorsAtOnce + 1 })
  const counts = await Promise.all(
    visitParts.map(async (part) => [part, of === null ? 0 : (await countVisits(work, { ...of, part })).doors] as const)
  )
  const shown = lines.slice(0, doorsAtOnce)
  const isOpen = query.part === 'open'
  return show(
    t('notice.desk.visits_title'),
    <VisitView
      {...{ places, chosen, query, lines: shown, counts: Object.fromEntries(counts) as Record<VisitPart, number> }}
      words={isOpen ? await wordsAtDoors(work, noticesOf(shown)) : []}
      next={lines.length > doorsAtOnce ? String(query.cursor + doorsAtOnce) : null}
    />
  )
}

const noticesOf = (lines: readonly VisitLine[]): string[] => lines.map(({ noticeId }) => noticeId)

/** A deed at a door, if it stands in one of these parts of the list and in a neighbourhood of this official's. */
async function atOwnDoor(visit: DoorVisit, parts: readonly VisitPart[], does: DoorDeed): Promise<Answer> {
  const { isWholeWard, places } = await placesOf(visit)
  for (const part of parts) {
    const [door] = await listVisits(visit.work, { ...doorOf(visit), part })
    if (door === undefined) continue
    if (isWholeWard || places.some(({ id }) => id === door.neighbourhoodId)) return does(visit)
    return forbidden()
  }
  return conflict('delivery.refused.not_to_visit')
}

type Outcome = { ok: true } | { ok: false; refusal: string }

/** Back to the same part of the list, with a sentence. */
function after({ form }: DoorVisit, done: Outcome, said: 'visited' | 'not_met' | 'taken_back'): Answer {
  if (!done.ok) return conflict(`delivery.refused.${done.refusal}`)
  const back = new URLSearchParams()
  for (const name of ['notice', 'neighbourhood', 'part', 'cursor']) {
    if (typed(form, name) !== '') back.set(name, typed(form, name))
  }
  return goTo(`/visits${back.size > 0 ? `?${back.toString()}` : ''}`, { say: `notice.desk.said.${said}` })
}

async function pdf(visit: ListVisit): Promise<Answer> {
  const { work, t } = visit
  const { chosen, of } = await askedOf(visit)
  const lines = of === null ? [] : await listVisits(work, { ...of, part: 'open', take: mostPrinted + 1 })
  if (lines.length > mostPrinted) return conflict('delivery.desk.too_many_to_print')
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
