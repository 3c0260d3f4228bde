import { wardDateOf } from '../../platform/ward-time.ts'
import type { Saying, Values } from '../message/message.ts'
import { classRules } from '../message/message.ts'
import type { Work } from '../work.ts'
import { bubble } from './bubble.ts'
import { findExplainer, type Explainer } from './describe-dossier.ts'
import { detailsChoice, explainerValues, inSentence, withoutStop } from './dossier-sayings.ts'
import { openSurveys } from '../satisfaction/open-surveys.ts'
import { listToldChats, type ToldChat } from './follow-dossier.ts'
import type { DossierChange, DossierFacts } from './merge-feed.ts'

/** A change that citizens may hear of. `isNew`: the dossier itself was unknown until now. */
export type ToldChange = { dossierId: string; code: string; facts: DossierFacts; change: DossierChange; isNew: boolean }

/**
 * Tells every chat that follows a dossier, or is linked to the phone of its receipt, of each change once and at once
 * (NĐ 224/2026 Điều 15). Dossiers first heard of long after the fact, as an import brings them, are nobody's news.
 */
export async function tellChanges(work: Work, changes: readonly ToldChange[]): Promise<void> {
  const news = changes.filter((change) => isNews(work, change))
  if (news.length === 0) return
  const chats = await listToldChats(work, [...new Set(news.map(({ dossierId }) => dossierId))])
  if (chats.length === 0) return
  await askLater(work, news, chats)
  const explainer = news.some(({ change }) => change.kind === 'put_off') ? await findExplainer(work) : null
  const wardName = await wardNameOf(work)
  for (const one of news) {
    for (const { conversationId } of chats.filter(({ dossierId }) => dossierId === one.dossierId)) {
      const sourceRow = `${one.dossierId}:${one.facts.statusSeq}:${conversationId}`
      work.say({
        to: conversationId,
        class: 'status',
        source: 'dossier',
        sourceRow,
        parts: [changeSaying(one, { wardName, explainer })],
      })
    }
  }
}

/** The result is in the citizen's hands: how it was is asked later, and not of everybody (openSurveys). */
function askLater(work: Work, news: readonly ToldChange[], chats: readonly ToldChat[]): Promise<void> {
  const returned = news.filter(({ change, facts }) => change.kind === 'status' && facts.status === 'returned')
  const finished = returned.map(({ dossierId, facts }) => ({
    dossierId,
    procedureName: facts.procedureName,
    conversationIds: chats.filter((one) => one.dossierId === dossierId).map((one) => one.conversationId),
  }))
  return openSurveys(work, finished)
}

function isNews(work: Work, { isNew, facts }: ToldChange): boolean {
  if (!isNew) return true
  const age = work.now.getTime() - facts.occurredAt.getTime()
  return facts.status !== 'returned' && age < classRules.status.tooOldAfterSeconds * 1000
}

/** The ward as it names itself: "phường Cẩm Bình". */
export async function wardNameOf(work: Work): Promise<string> {
  const ward = await work.db.ward.findFirstOrThrow({ where: { id: work.wardId }, select: { name: true } })
  return ward.name
}

function changeSaying(
  { code, facts, change }: ToldChange,
  { wardName, explainer }: { wardName: string; explainer: Explainer | null }
): Saying {
  const values = { ...valuesOf(code, facts), wardName, ...explainerValues(explainer) }
  const choices = [detailsChoice(code), { id: 'person', label: 'dossier.choice.person' }]
  if (change.kind === 'earlier') return bubble(['dossier.told.earlier', 'dossier.told.appointment'], values, choices)
  if (change.kind === 'status') return bubble(statusWords(facts), values, choices)
  return putOffSaying(
    { code, ...facts, promisedAt: change.promisedAt, newAppointmentAt: facts.appointmentAt },
    { wardName, explainer }
  )
}

type PutOff = Pick<DossierFacts, 'procedureName' | 'delayReason'> & {
  code: string
  promisedAt: Date
  newAppointmentAt: Date | null
}

/** The apology: what was promised, why it is not kept, the new day, who explains (form 04 of TT 03/2025/TT-VPCP). */
export function putOffSaying(
  late: PutOff,
  { wardName, explainer }: { wardName: string; explainer: Explainer | null }
): Saying {
  const sentences = [
    late.delayReason ? 'dossier.told.put_off_why' : 'dossier.told.put_off',
    'dossier.late.sorry',
    late.newAppointmentAt === null ? 'dossier.late.no_new_date' : 'dossier.late.new_date',
    explainer === null ? 'dossier.late.ask_counter' : 'dossier.late.explainer',
  ]
  const values = {
    wardName,
    dossierCode: late.code,
    procedureName: inSentence(late.procedureName),
    promisedAt: late.promisedAt.toISOString(),
    ...(late.delayReason ? { reason: inSentence(withoutStop(late.delayReason)) } : {}),
    ...(late.newAppointmentAt ? { newDate: wardDateOf(late.newAppointmentAt) } : {}),
    ...explainerValues(explainer),
  }
  return bubble(sentences, values, [
    { id: 'person', label: 'dossier.choice.person' },
    { id: 'intent:citizen_reception', label: 'dossier.choice.book' },
  ])
}

const noteWords: Partial<Record<DossierFacts['status'], string>> = {
  awaiting_papers: 'dossier.told.papers',
  awaiting_payment: 'dossier.told.amount',
  not_accepted: 'dossier.told.reason',
  stopped: 'dossier.told.reason',
}

function statusWords({ status, unit, note, receivedAt, appointmentAt }: DossierFacts): string[] {
  const when = appointmentAt ? ['dossier.told.appointment'] : []
  if (status === 'in_progress') return [unit ? 'dossier.told.in_progress_unit' : 'dossier.told.in_progress', ...when]
  if (status === 'received') {
    return [
      'dossier.told.received',
      ...(receivedAt ? ['dossier.told.received_at'] : []),
      ...when,
      ...(unit ? ['dossier.told.unit'] : []),
    ]
  }
  const noted = noteWords[status]
  return [`dossier.told.${status}`, ...(note && noted ? [noted] : []), `dossier.next.${status}`]
}

const valuesOf = (code: string, { procedureName, unit, note, receivedAt, appointmentAt }: DossierFacts): Values => ({
  dossierCode: code,
  procedureName: inSentence(procedureName),
  ...(unit ? { unit: inSentence(unit) } : {}),
  ...(note ? { note: withoutStop(note) } : {}),
  ...(receivedAt ? { receivedAt: receivedAt.toISOString() } : {}),
  ...(appointmentAt ? { appointmentAt: appointmentAt.toISOString() } : {}),
})
