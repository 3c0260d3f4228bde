import { z } from 'zod'
import { drawLetters } from '../../platform/paper/letter-paper.ts'
import { wardDateOf } from '../../platform/ward-time.ts'
import { approveLetter, withdrawApproval } from '../../ward/letter/approve-letter.ts'
import { assignVisit, listVisitors } from '../../ward/letter/assign-visit.ts'
import { clearLetter, decideTray, handOverLetter, stopLetter, switchLetters } from '../../ward/letter/decide-letter.ts'
import { listFundEntries } from '../../ward/fund/report-fund.ts'
import { countLetters, findLetters, letterCalendar, type LetterFilter } from '../../ward/letter/find-letters.ts'
import { isJoyful, isPrintable, letterKinds, type LetterKind, type LetterStatus } from '../../ward/letter/letter.ts'
import { findLetterhead, paperOf, wordsOfCard } from '../../ward/letter/letterhead.ts'
import { listLetterTasks } from '../../ward/letter-task/handle-letter-task.ts'
import { conflict, download, goTo, notFound, show, type Answer } from '../answer.ts'
import type { ConsoleApp } from '../console-app.ts'
import { day, id, maybeLine, readForm, ticked, typed } from '../form.ts'
import { page } from '../page.tsx'
import type { Visit } from '../visit.ts'
import { addLetterTaskPages } from './task-pages.tsx'
import { addLetterTextPages } from './text-pages.tsx'
import { LetterHome, shownCards } from './letter-home.tsx'
import { LetterView } from './letter-view.tsx'
import { VisitList } from './visit-list.tsx'
import { markOf, type WordedCard } from './worded-card.ts'

const idParams = z.object({ id: id() })
type LetterVisit = Visit<typeof idParams>

/** Letters: everybody concerned reads them, some prepare them, some approve them. */
export function addLetterPages(app: ConsoleApp): void {
  page(app, 'GET /letters', 'read_letters', home)
  page(app, 'POST /letters/approve', 'approve_letters', approveMany)
  page(app, 'POST /letters/switch', 'approve_letters', async ({ work, form }) => {
    await switchLetters(work, { on: typed(form, 'on') === '1' })
    return goTo('/letters', { say: 'letter.desk.switched' })
  })
  page(app, 'GET /letters/visits', 'read_letters', async (visit) =>
    show(visit.t('letter.desk.visits'), <VisitList cards={await worded(visit, { statuses: ['paper'] })} />)
  )
  page(app, 'GET /letters/visits/paper', 'read_letters', async (visit) => {
    const papers = await printed(visit, { statuses: ['paper'] })
    return papers ?? goTo('/letters/visits', { say: 'letter.desk.none' })
  })
  addLetterTaskPages(app)
  addLetterTextPages(app)
  page(app, 'GET /letters/:id', 'read_letters', { params: idParams, answer: (visit) => letterPage(visit) })
  page(app, 'GET /letters/:id/paper', 'read_letters', {
    params: idParams,
    answer: async (visit) => (await printed(visit, { ids: [visit.params.id] })) ?? notFound(),
  })
  page(app, 'POST /letters/:id/approve', 'approve_letters', { params: idParams, answer: approveOne })
  page(app, 'POST /letters/:id/take-back', 'approve_letters', {
    params: idParams,
    answer: async ({ work, params }) => after(params.id, await withdrawApproval(work, { letterId: params.id })),
  })
  page(app, 'POST /letters/:id/clear', 'prepare_letters', {
    params: idParams,
    answer: async ({ work, params }) => after(params.id, await clearLetter(work, { letterId: params.id })),
  })
  page(app, 'POST /letters/:id/stop', 'prepare_letters', {
    params: idParams,
    answer: async ({ work, params }) => after(params.id, await stopLetter(work, { letterId: params.id })),
  })
  page(app, 'POST /letters/:id/tray', 'prepare_letters', { params: idParams, answer: tray })
  page(app, 'POST /letters/:id/visitor', 'prepare_letters', { params: idParams, answer: assign })
  page(app, 'POST /letters/:id/hand-over', 'prepare_letters', { params: idParams, answer: handOver })
}

async function worded({ work, t }: Pick<Visit, 'work' | 't'>, filter: LetterFilter): Promise<WordedCard[]> {
  const head = await findLetterhead(work)
  return (await findLetters(work, filter)).map((card) => ({ ...card, worded: wordsOfCard(t, card, head) }))
}

/** What the first page shows, each so many letters at most, so that none of them pushes out another. */
const sections: readonly { statuses: LetterStatus[]; kinds?: LetterKind[] }[] = [
  { statuses: ['review'] },
  { statuses: ['tray'] },
  { statuses: ['ready'], kinds: letterKinds.filter(isJoyful) },
  { statuses: ['ready'], kinds: ['condolence'] },
  { statuses: ['approved'] },
]

async function home(visit: Visit): Promise<Answer> {
  const { work, may, t } = visit
  const { setting } = await findLetterhead(work)
  const cards: WordedCard[] = []
  for (const filter of sections) cards.push(...(await worded(visit, { ...filter, take: shownCards + 1 })))
  return show(
    t('letter.desk.title'),
    <LetterHome
      cards={cards}
      counts={await countLetters(work)}
      calendar={await letterCalendar(work)}
      tasks={(await listLetterTasks(work)).length}
      isOff={setting.stoppedAt !== null}
      may={{ approve: may('approve_letters'), prepare: may('prepare_letters'), fund: may('manage_fund') }}
    />
  )
}

/** Letters of joy may be approved together, in the words that were on the page; a condolence is opened and read one by one. */
async function approveMany(visit: Visit): Promise<Answer> {
  const head = await findLetterhead(visit.work)
  const read = new Map(ticked(visit.form, 'letter').map((one): [string, string] => [one.slice(0, 36), one.slice(37)]))
  const ids = [...read.keys()].filter((one) => z.uuid().safeParse(one).success)
  const cards = await worded(visit, { ids, statuses: ['ready'] })
  let count = 0
  for (const { id: letterId, kind, worded: words } of cards) {
    if (!isJoyful(kind) || words === null || markOf(words) !== read.get(letterId)) continue
    const done = await approveLetter(visit.work, { letterId, words, textId: head.texts.get(kind)?.id ?? null })
    if (done.ok) count++
  }
  const skipped = read.size - count
  return skipped === 0
    ? goTo('/letters', { say: 'letter.desk.approved_flash', with: { count } })
    : goTo('/letters', { say: 'letter.desk.approved_but', with: { count, skipped } })
}

async function letterPage(visit: LetterVisit): Promise<Answer> {
  const { work, params, may, official, t } = visit
  const [card] = await worded(visit, { ids: [params.id] })
  if (card === undefined) return notFound()
  return show(
    t('letter.desk.letter', { kind: t(`letter.kind.${card.kind}`) }),
    <LetterView
      card={card}
      official={official}
      may={{ approve: may('approve_letters'), prepare: may('prepare_letters'), fund: may('manage_fund') }}
      today={wardDateOf(work.now)}
      visitors={await listVisitors(work)}
      entries={await listFundEntries(work, { letterId: card.id })}
    />
  )
}

async function approveOne({ work, params, form }: LetterVisit): Promise<Answer> {
  const head = await findLetterhead(work)
  const [card] = await findLetters(work, { ids: [params.id] })
  if (card === undefined) return notFound()
  const words = { addressee: typed(form, 'addressee'), text: typed(form, 'text').replaceAll('\r\n', '\n') }
  const done = await approveLetter(work, { letterId: params.id, words, textId: head.texts.get(card.kind)?.id ?? null })
  if (!done.ok) return conflict(`letter.refused.${done.refusal}`)
  return goTo(`/letters/${params.id}`, { say: done.value.complete ? 'letter.desk.done' : 'letter.desk.half_approved' })
}

const decisions = z.object({ decision: z.enum(['arrived', 'again', 'paper']) })

async function tray({ work, params, form }: LetterVisit): Promise<Answer> {
  const read = readForm(decisions, form)
  if (!read.ok) return notFound()
  return after(params.id, await decideTray(work, { letterId: params.id, decision: read.value.decision }))
}

const visitorForm = z.object({ visitor: maybeLine(), other: maybeLine(), visitDate: day() })

async function assign({ work, params, form }: LetterVisit): Promise<Answer> {
  const read = readForm(visitorForm, form)
  if (!read.ok) return conflict('letter.refused.visitor_missing')
  const { visitor, other, visitDate } = read.value
  return after(params.id, await assignVisit(work, { letterId: params.id, visitor: other ?? visitor ?? '', visitDate }))
}

async function handOver({ work, params, form, official }: LetterVisit): Promise<Answer> {
  const read = readForm(z.object({ date: day() }), form)
  if (!read.ok) return conflict('letter.refused.not_a_date')
  return after(
    params.id,
    await handOverLetter(work, { letterId: params.id, date: read.value.date, officialId: official.id })
  )
}

type Refusal =
  'visitor_missing' | 'not_a_date' | 'not_ready' | 'not_in_review' | 'already_left' | 'not_in_tray' | 'not_on_the_list'

const after = (letterId: string, done: { ok: true } | { ok: false; refusal: Refusal }): Answer =>
  done.ok ? goTo(`/letters/${letterId}`, { say: 'letter.desk.done' }) : conflict(`letter.refused.${done.refusal}`)

/** The letters as one PDF, in the words that were agreed to; null where there is nothing to print. */
async function printed(visit: Pick<Visit, 'work' | 't'>, filter: LetterFilter): Promise<Answer | null> {
  const head = await findLetterhead(visit.work)
  const papers = (await findLetters(visit.work, filter)).flatMap((card) =>
    isPrintable(card) ? [paperOf(visit.t, card.kind, card.words!, head)] : []
  )
  if (papers.length === 0) return null
  return download('letters.pdf', 'application/pdf', await drawLetters(papers))
}
