import { isId, newId } from '../../platform/ids.ts'
import type { Span } from '../calendar/calendar.ts'
import { loadCalendar } from '../calendar/load-calendar.ts'
import { withholdWords } from '../grievance/withhold-words.ts'
import { permissionsOf } from '../official/permission.ts'
import type { Talk } from '../talk.ts'
import type { Work } from '../work.ts'
import { answerDueAt, officeAt, sameTalkHours, usualAnswerHours } from './hand-over.ts'

/**
 * Why a person is called: `asked` `missed_twice` `anger` `emergency:<kind>` `grievance` `wrong_person` `topic:<intent>`.
 * `restricted`: only those named for such matters may read the conversation. `forgetWords`: what the citizen has just
 * written leaves the conversation; sealed, it waits for the named person alone (Luật Tố cáo 2018: an accusation is not
 * taken by chat, and the accuser's identity is secret).
 */
export type HandOverWish = { why: string; urgent?: boolean; restricted?: boolean; forgetWords?: boolean }

export type HandOverOpened = {
  handOverId: string
  /** When an official answers at the latest. Not to be promised for urgent ones. */
  answerDueAt: Date
  officeOpen: boolean
  /** The counter's hours on the day of the answer. */
  hours: readonly Span[]
  /** A person was called before; this time nothing new was opened. */
  already: boolean
  /** How many officials were told in their own chat. */
  alerted: number
}

/** Calls a person to this conversation. One hand-over is open per conversation: a second call only raises the first. */
export async function openHandOver(work: Work, talk: Talk, wish: HandOverWish): Promise<HandOverOpened> {
  const calendar = await loadCalendar(work)
  const urgent = wish.urgent ?? false
  if (wish.forgetWords) await forgetWords(work, talk)
  const due = answerDueAt(calendar, work.now, { urgent, hours: await answerHours(work) })
  const known = await findGoingOn(work, talk.conversationId)
  const row = known === null ? await openNew(work, talk, wish, due) : await raise(work, known, wish, due)
  const alerted = row.alarm ? await alertOfficials(work, talk.conversationId, row) : 0
  return {
    handOverId: row.id,
    answerDueAt: row.answerDueAt,
    ...officeAt(calendar, work.now, row.answerDueAt),
    already: known !== null,
    alerted,
  }
}

type Row = NonNullable<Awaited<ReturnType<Work['db']['handOver']['findFirst']>>>
type Opened = Pick<Row, 'id' | 'answerDueAt' | 'restricted'> & { alarm: boolean }

async function openNew(work: Work, { conversationId }: Talk, wish: HandOverWish, due: Date): Promise<Opened> {
  const [id, urgent, restricted] = [newId(), wish.urgent ?? false, wish.restricted ?? false]
  await work.db.handOver.create({
    data: { id, conversationId, why: wish.why, urgent, restricted, openedAt: work.now, answerDueAt: due },
  })
  work.audit('hand_over.opened', { handOverId: id, why: wish.why, urgent, restricted })
  return { id, answerDueAt: due, restricted, alarm: urgent }
}

/** Nothing is ever lowered: an urgent call stays urgent, a restricted one restricted, an earlier hour stays. */
async function raise(work: Work, known: Row, wish: HandOverWish, due: Date): Promise<Opened> {
  const reopened = known.status === 'answered'
  const urgent = known.urgent || (wish.urgent ?? false)
  const restricted = known.restricted || (wish.restricted ?? false)
  const graver = urgent !== known.urgent || restricted !== known.restricted
  const answerDueAt = reopened || due < known.answerDueAt ? due : known.answerDueAt
  if (reopened || graver || answerDueAt !== known.answerDueAt) {
    const status = reopened ? 'taken' : known.status
    await work.db.handOver.updateMany({
      where: { id: known.id },
      data: { status, urgent, restricted, answerDueAt, ...(graver ? { why: wish.why } : {}) },
    })
    work.audit('hand_over.raised', { handOverId: known.id, why: wish.why, urgent, restricted, reopened })
  }
  return { id: known.id, answerDueAt, restricted, alarm: urgent && !known.urgent }
}

/** The hand-over this conversation is in: one that waits, or one answered a short while ago. */
async function findGoingOn(work: Work, conversationId: string): Promise<Row | null> {
  const row = await work.db.handOver.findFirst({
    where: { conversationId, status: { in: ['open', 'taken', 'answered'] } },
    orderBy: { id: 'desc' },
  })
  if (row === null || row.status !== 'answered') return row
  const answer = await work.db.outbox.findFirst({
    where: { conversationId, source: 'hand_over', sourceRow: { startsWith: row.id } },
    orderBy: { id: 'desc' },
    select: { createdAt: true },
  })
  const since = work.now.getTime() - sameTalkHours * 3_600_000
  return answer !== null && answer.createdAt.getTime() > since ? row : null
}

async function answerHours(work: Work): Promise<number> {
  const rule = await work.db.lawRule.findFirst({
    where: { ruleId: 'WARD.HANDOVER', unit: 'H', effectiveFrom: { lte: work.now } },
    orderBy: { effectiveFrom: 'desc' },
    select: { offset: true },
  })
  return rule?.offset ?? usualAnswerHours
}

/** The words go, sealed, to the one person named for such matters; the message and its photo go. */
async function forgetWords(work: Work, talk: Talk): Promise<void> {
  const inbound = await work.db.inbound.findFirst({ where: { id: talk.inboundId }, select: { content: true } })
  const said =
    inbound === null ? {} : work.seal.openJson<{ text?: string; caption?: string; fetchKey?: string }>(inbound.content)
  await withholdWords(work, talk.conversationId, said.text ?? said.caption ?? '')
  const { fetchKey } = said
  if (fetchKey !== undefined && isId(fetchKey)) {
    await work.db.attachment.deleteMany({ where: { id: fetchKey, conversationId: talk.conversationId } })
  }
  const content = work.seal.json({ kind: 'unknown', name: 'withheld' })
  await work.db.inbound.updateMany({ where: { id: talk.inboundId }, data: { content } })
  work.audit('inbound.words_forgotten', { inboundId: talk.inboundId })
}

/** Danger is told to officials in their own chats, day and night: that there is something, never what. */
async function alertOfficials(work: Work, conversationId: string, opened: Opened): Promise<number> {
  const needed = opened.restricted ? 'read_restricted' : 'answer_hand_overs'
  const links = await work.db.chatLink.findMany({
    where: { endedAt: null, conversationId: { not: conversationId }, official: { endedAt: null } },
    select: { conversationId: true, official: { select: { roles: true } } },
  })
  const told = new Set(
    links.filter(({ official }) => permissionsOf(official?.roles ?? []).has(needed)).map((link) => link.conversationId)
  )
  for (const to of told) {
    const alert = { say: 'person.alert', with: { at: work.now.toISOString() } }
    work.say({ to, class: 'alarm', source: 'hand_over_alert', sourceRow: `${opened.id}:${to}`, parts: [alert] })
  }
  return told.size
}
