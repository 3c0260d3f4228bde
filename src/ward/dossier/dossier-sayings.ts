import { wardDateOf } from '../../platform/ward-time.ts'
import type { Saying, SayingChoice, Values } from '../message/message.ts'
import { bubble } from './bubble.ts'
import type { DossierBrief, DossierDetail, Explainer } from './describe-dossier.ts'
import type { DossierStanding } from './dossier-standing.ts'
import type { DossierStatus } from './dossier.ts'

const person: SayingChoice = { id: 'person', label: 'dossier.choice.person' }
const book: SayingChoice = { id: 'intent:citizen_reception', label: 'dossier.choice.book' }
const hours: SayingChoice = { id: 'intent:office_info', label: 'dossier.choice.hours' }
const no: SayingChoice = { id: 'cancel', label: 'dossier.choice.no' }

export const notifyChoice = (code: string): SayingChoice => ({
  id: `dossier:notify:${code}`,
  label: 'dossier.choice.notify',
})
export const unfollowChoice = (code: string): SayingChoice => ({
  id: `dossier:unfollow:${code}`,
  label: 'dossier.choice.unfollow',
})
export const detailsChoice = (code: string): SayingChoice => ({
  id: `dossier:show:${code}`,
  label: 'dossier.choice.details',
})

/** What a code alone is answered with; `and` are sentences that follow in the same bubble. */
export function briefSaying(brief: DossierBrief, and: readonly string[] = []): Saying {
  const { standing } = brief
  return bubble(
    [`dossier.brief.${briefKey(brief)}`, ...lateWords(brief), ...provisionalWords(standing), ...and],
    valuesOf(brief)
  )
}

function briefKey({ group, standing }: DossierBrief): string {
  if (group !== 'being_handled') return group
  if (standing.timing === 'late') return 'late'
  return standing.appointmentAt === null ? 'no_appointment' : 'due'
}

const lateWords = ({ group, standing }: DossierBrief): string[] =>
  group === 'being_handled' && standing.timing === 'late'
    ? ['dossier.late.sorry', ...(standing.newAppointmentAt === null ? [] : ['dossier.late.new_date'])]
    : []

const provisionalWords = (standing: DossierStanding): string[] =>
  standing.provisional && (standing.timing === 'on_time' || standing.newAppointmentAt !== null)
    ? ['dossier.provisional']
    : []

/** Everything the one whose dossier it is wants to know: where it is, what comes next, and by when. */
export function detailSaying(detail: DossierDetail): Saying {
  if (detail.standing.timing === 'late') return lateSaying(detail)
  const values = { ...valuesOf(detail), ...detailValues(detail) }
  const wantsTelling = isUnderWay(detail.status) && !detail.isTold
  const sentences = [
    fullKey(detail),
    ...dueWords(detail),
    ...provisionalWords(detail.standing),
    ...nextWords(detail.status),
  ]
  const last = wantsTelling ? ['dossier.offer_notify'] : isUnderWay(detail.status) ? ['dossier.will_tell'] : []
  return bubble([...sentences, ...last], values, choicesAfter(detail, wantsTelling))
}

function choicesAfter({ code, status }: DossierDetail, wantsTelling: boolean): SayingChoice[] {
  if (status === 'awaiting_papers' || status === 'awaiting_payment')
    return wantsTelling ? [notifyChoice(code), hours, person] : [hours, person]
  if (wantsTelling) return [notifyChoice(code), no]
  if (isUnderWay(status)) return [unfollowChoice(code), person]
  return status === 'done' ? [hours, person] : [person]
}

const isUnderWay = (status: DossierStatus): boolean =>
  ['newly_registered', 'received', 'in_progress', 'awaiting_papers', 'awaiting_payment'].includes(status)

/** Statuses whose note is the list, the sum or the reason the citizen needs. */
const noted = ['awaiting_papers', 'awaiting_payment', 'not_accepted', 'stopped'] as const
const isNoted = (status: DossierStatus): status is (typeof noted)[number] =>
  (noted as readonly string[]).includes(status)

function fullKey({ status, unit, receivedAt, note }: DossierDetail): string {
  if (status === 'in_progress') return `dossier.full.in_progress${unit ? '_unit' : ''}${receivedAt ? '_since' : ''}`
  if (status === 'received') return receivedAt ? 'dossier.full.received_at' : 'dossier.full.received'
  return isNoted(status) && note ? `dossier.full.${status}_note` : `dossier.full.${status}`
}

function dueWords({ status, standing }: DossierDetail): string[] {
  if (status !== 'received' && status !== 'in_progress') return []
  if (standing.appointmentAt === null) return ['dossier.due.none']
  return [standing.workingDays === 0 ? 'dossier.due.today' : 'dossier.due.days']
}

const nextWords = (status: DossierStatus): string[] =>
  status === 'received' || status === 'in_progress' ? [] : [`dossier.next.${status}`]

/** Late: apology, reason, new date, who explains (NĐ 61/2018 Điều 19.9; practice: never blame, never vague). */
function lateSaying(detail: DossierDetail): Saying {
  const { standing, explainer, delayReason } = detail
  const late = standing.workingDays > 0 ? 'days' : 'hours'
  const sentences = [
    `dossier.late.${late}${delayReason ? '_why' : ''}`,
    'dossier.late.sorry',
    standing.newAppointmentAt === null ? 'dossier.late.no_new_date' : 'dossier.late.new_date',
    ...provisionalWords(standing),
    explainer === null ? 'dossier.late.ask_counter' : 'dossier.late.explainer',
  ]
  return bubble(sentences, { ...valuesOf(detail), ...detailValues(detail) }, [
    person,
    book,
    ...(detail.isTold ? [] : [notifyChoice(detail.code)]),
  ])
}

const valuesOf = ({ code, procedureName, standing }: DossierBrief): Values => ({
  dossierCode: code,
  procedureName: inSentence(procedureName),
  workingDays: standing.workingDays,
  ...(standing.appointmentAt ? { appointmentAt: standing.appointmentAt.toISOString() } : {}),
  ...(standing.promisedAt ? { promisedAt: standing.promisedAt.toISOString() } : {}),
  ...(standing.newAppointmentAt ? { newDate: wardDateOf(standing.newAppointmentAt) } : {}),
})

const detailValues = ({ unit, note, delayReason, receivedAt, explainer }: DossierDetail): Values => ({
  ...(unit ? { unit: inSentence(unit) } : {}),
  ...(note ? { note: withoutStop(note) } : {}),
  ...(delayReason ? { reason: inSentence(withoutStop(delayReason)) } : {}),
  ...(receivedAt ? { receivedAt: receivedAt.toISOString() } : {}),
  ...explainerValues(explainer),
})

export const explainerValues = (explainer: Explainer | null): Values =>
  explainer === null
    ? {}
    : { explainerName: explainer.name, explainerUnit: explainer.unit, explainerPhone: explainer.phone }

/** "Chờ xác minh" inside a sentence is "chờ xác minh"; "UBND" stays. */
export function inSentence(text: string): string {
  const [first = '', second = ''] = text
  return second !== second.toLowerCase() ? text : first.toLowerCase() + text.slice(first.length)
}

export const withoutStop = (text: string): string => text.trim().replace(/[.;\s]+$/, '')
