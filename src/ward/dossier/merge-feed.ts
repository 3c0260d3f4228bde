import { applyFeed, type FeedEffect } from './dossier-transition.ts'
import { clockOf, type DossierStatus } from './dossier.ts'

/** One message of the one-stop system, or one row of an import. What it leaves out stays as it is known. */
export type FeedMessage = {
  /** Canonical, as `parseDossierCode` gives it. */
  code: string
  procedureCode?: string | null
  procedureName?: string | null
  applicantName?: string | null
  /** As written on the receipt; one that cannot be read as a phone counts as left out. */
  applicantPhone?: string | null
  status: DossierStatus
  unit?: string | null
  note?: string | null
  delayReason?: string | null
  receivedAt?: Date | null
  appointmentAt?: Date | null
  /** When the status began, as the source tells. */
  occurredAt: Date
  /** The source's own number of the message, from 1; 0 or nothing when it has none. */
  sequence?: number | null
  isCorrection?: boolean
  /** `api:<key id>` or `import:<id>`. */
  source: string
}

/** A phone is known by its keyed hash; the clear one only while the message that brought it is handled. */
export type FeedPhone = { key: string; clear?: string }

/** What the ward knows of a dossier. */
export type DossierFacts = {
  procedureCode: string | null
  procedureName: string
  applicantName: string
  phone: FeedPhone | null
  status: DossierStatus
  unit: string | null
  note: string | null
  delayReason: string | null
  receivedAt: Date | null
  appointmentAt: Date | null
  firstAppointmentAt: Date | null
  finishedAt: Date | null
  occurredAt: Date
  sequence: number
  statusSeq: number
}

/** What a citizen is told of: a new status, or a new day. */
export type DossierChange = { kind: 'status' } | { kind: 'put_off'; promisedAt: Date } | { kind: 'earlier' }

export type FeedMerge = {
  facts: DossierFacts
  effect: FeedEffect['kind'] | 'amended'
  change: DossierChange | null
  /** What is kept in the history; null when the same message is there already. */
  event: { applied: boolean; remark: 'older' | 'would_undo_result' | 'unusual_transition' | 'correction' | null } | null
}

/** What one message makes of a dossier. Null: it is the first of this code and does not say whose and what it is. */
export function mergeFeed(known: DossierFacts | null, message: FeedMessage, phone: FeedPhone | null): FeedMerge | null {
  const feed = {
    status: message.status,
    occurredAt: message.occurredAt,
    sequence: message.sequence || null,
    isCorrection: message.isCorrection ?? false,
  }
  if (known === null) return register(message, phone)
  const effect = applyFeed({ ...known, sequence: known.sequence || null }, feed)
  switch (effect.kind) {
    case 'registered':
      return register(message, phone)
    case 'history':
      return {
        facts: withPast(known, message, phone, effect.why),
        effect: 'history',
        change: null,
        event: { applied: false, remark: effect.why },
      }
    case 'repeated': {
      const facts = withNews(known, message, phone)
      return { ...withChange(known, facts, false), effect: isSame(known, facts) ? 'repeated' : 'amended', event: null }
    }
    default: {
      const isMoved = effect.kind === 'moved'
      const facts = withNews(isMoved ? moved(known, message) : known, message, phone)
      const remark =
        isMoved && feed.isCorrection ? 'correction' : isMoved && effect.isUnusual ? 'unusual_transition' : null
      return { ...withChange(known, facts, isMoved), effect: effect.kind, event: { applied: true, remark } }
    }
  }
}

function register(message: FeedMessage, phone: FeedPhone | null): FeedMerge | null {
  const { procedureName, applicantName, status, occurredAt } = message
  if (!procedureName || !applicantName) return null
  const facts: DossierFacts = {
    procedureCode: message.procedureCode ?? null,
    procedureName,
    applicantName,
    phone,
    status,
    unit: message.unit ?? null,
    note: message.note ?? null,
    delayReason: message.delayReason ?? null,
    receivedAt: message.receivedAt ?? null,
    appointmentAt: message.appointmentAt ?? null,
    firstAppointmentAt: message.appointmentAt ?? null,
    finishedAt: clockOf(status) === 'stopped' ? occurredAt : null,
    occurredAt,
    sequence: message.sequence ?? 0,
    statusSeq: 1,
  }
  return { facts, effect: 'registered', change: { kind: 'status' }, event: { applied: true, remark: null } }
}

/** What was noted of the former status does not hold for the next. */
const moved = (known: DossierFacts, { status, occurredAt }: FeedMessage): DossierFacts => ({
  ...known,
  status,
  note: null,
  finishedAt: clockOf(status) === 'stopped' ? (known.finishedAt ?? occurredAt) : null,
})

const withNews = (known: DossierFacts, message: FeedMessage, phone: FeedPhone | null): DossierFacts => ({
  ...known,
  procedureCode: message.procedureCode || known.procedureCode,
  procedureName: message.procedureName || known.procedureName,
  applicantName: message.applicantName || known.applicantName,
  phone: phone === null || phone.key === known.phone?.key ? known.phone : phone,
  unit: message.unit || known.unit,
  note: message.note || known.note,
  delayReason: message.delayReason || known.delayReason,
  receivedAt: message.receivedAt ?? known.receivedAt,
  appointmentAt: message.appointmentAt ?? known.appointmentAt,
  firstAppointmentAt: known.firstAppointmentAt ?? message.appointmentAt ?? null,
  occurredAt: message.occurredAt,
  sequence: message.sequence || 0,
})

/** A late message changes nothing that is known; it fills in what nobody has said since. */
function withPast(
  known: DossierFacts,
  message: FeedMessage,
  phone: FeedPhone | null,
  why: 'older' | 'would_undo_result'
): DossierFacts {
  if (why !== 'older') return known
  const first = known.firstAppointmentAt
  const promised = message.appointmentAt ?? null
  return {
    ...known,
    procedureCode: known.procedureCode ?? (message.procedureCode || null),
    phone: known.phone ?? phone,
    receivedAt: known.receivedAt ?? message.receivedAt ?? null,
    firstAppointmentAt: promised !== null && (first === null || promised < first) ? promised : first,
  }
}

function withChange(before: DossierFacts, after: DossierFacts, isMoved: boolean): Pick<FeedMerge, 'facts' | 'change'> {
  const change = changeBetween(before, after, isMoved)
  return { facts: change === null ? after : { ...after, statusSeq: before.statusSeq + 1 }, change }
}

function changeBetween(before: DossierFacts, after: DossierFacts, isMoved: boolean): DossierChange | null {
  const [was, is] = [before.appointmentAt, after.appointmentAt]
  const isRunning = clockOf(before.status) === 'running' && clockOf(after.status) === 'running'
  // the clock ran on the ward's side all the time: a later day is the ward's delay, whatever else changed
  if (was !== null && is !== null && isRunning && is > was) return { kind: 'put_off', promisedAt: was }
  if (isMoved) return { kind: 'status' }
  return was !== null && is !== null && isRunning && is < was ? { kind: 'earlier' } : null
}

/** Whether nothing that is kept differs. */
export function isSame(one: DossierFacts, other: DossierFacts): boolean {
  const keys = Object.keys(one) as (keyof DossierFacts)[]
  return keys.every((key) => plain(one[key]) === plain(other[key]))
}

const plain = (value: DossierFacts[keyof DossierFacts]): string | number | null =>
  value instanceof Date ? value.getTime() : typeof value === 'object' && value !== null ? value.key : value
