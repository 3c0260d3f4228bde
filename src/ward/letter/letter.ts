import { addDays } from '../../platform/ward-time.ts'
import { isTaboo, type SendingWindow } from '../message/sending-window.ts'
import type { EventKind, Nature } from '../civil-event/civil-event.ts'

/** What the ward writes to a family: joy at a birth, a wedding or a great age; sympathy at a death. */
export type LetterKind = 'birth' | 'marriage' | 'condolence' | 'longevity'
export const letterKinds: readonly LetterKind[] = ['birth', 'marriage', 'condolence', 'longevity']

/**
 * waiting: something is missing · held: too soon · ready: to be approved · approved: leaves at the next allowed hour ·
 * queued: in the outbox · sent · paper: to be handed over · handed_over · tray: nobody knows whether it arrived ·
 * review: a person must look first · stopped: never.
 */
export type LetterStatus =
  | 'waiting'
  | 'held'
  | 'ready'
  | 'approved'
  | 'queued'
  | 'sent'
  | 'paper'
  | 'handed_over'
  | 'tray'
  | 'review'
  | 'stopped'

/** Nothing has left yet: what is learned now still changes the letter. */
export const openStatuses: readonly LetterStatus[] = ['waiting', 'held', 'ready', 'approved', 'paper', 'review']
/** Ready to go or on its way: two of them for one household are looked at together. */
export const goingStatuses: readonly LetterStatus[] = ['ready', 'approved', 'queued', 'paper', 'review']
/** Agreed to by as many as it takes: nothing else is put on the ward's paper. */
const agreedStatuses: readonly LetterStatus[] = ['approved', 'queued', 'sent', 'tray', 'paper', 'handed_over']
export const isPrintable = ({ status, words }: { status: LetterStatus; words: object | null }): boolean =>
  agreedStatuses.includes(status) && words !== null
export const endStatuses: readonly LetterStatus[] = ['sent', 'handed_over', 'stopped']

/** Why a letter waits, is looked at or stopped: keys of `letter.why.*`. */
export type LetterWhy =
  | 'consent'
  | 'certificate'
  | 'not_first'
  | 'annulled'
  | 'withdrawn'
  | 'death'
  | 'mourning'
  | 'too_old'
  | 'maybe_death'
  | 'two_letters'
  | 'child_death'
  | 'same_death'
  | 'merged'
  | 'corrected'
  | 'switched_off'
  | 'no_date'
  | 'by_official'
  | 'wrong_person'
  | 'not_delivered'

export const isJoyful = (kind: LetterKind): boolean => kind !== 'condolence'

export const kindOfEvent: Readonly<Record<EventKind, LetterKind>> = {
  birth: 'birth',
  marriage: 'marriage',
  death: 'condolence',
}

/** Days and hours as the ward's dated rows have them on the day of planning. */
export type LetterRules = {
  birthOnTimeDays: number
  birthHoldDays: number
  greetingDays: number
  condolenceDays: number
  condolenceChatDays: number
  mourningDays: number
  jubileeMourningDays: number
  consentDays: number
  greeting: SendingWindow
  condolence: SendingWindow
  longevityAges: string
}

/** What is known of one person who must agree. `none`: never asked, or silent: that is no consent. */
export type Consent = 'given' | 'withdrawn' | 'none'

export type LetterFacts = {
  kind: LetterKind
  today: string
  event: {
    nature: Nature
    annulled: boolean
    registeredDate: string
    /** The day the ward learned of it: a birth is held from then. */
    recordedDate: string
    diedDate: string | null
    handedOverDate: string | null
  }
  /** Those whose consent counts: one parent is enough, both spouses are needed. */
  consents: readonly Consent[]
  /** Somebody the letter names or goes to has died. */
  death: boolean
  /** A death is registered under a name like theirs, nobody can be sure, and no official has looked yet. */
  maybeDeath: boolean
  /** The latest death in a household the letter would reach. */
  mourningSince: string | null
  /** The dead was a child: only a person speaks to the parents, unless officials have looked and decided otherwise. */
  childDeath: boolean
  /** Another death is registered under this very name; one person told twice, or two? No official has looked yet. */
  sameDeath: boolean
  /** Another letter is under way to the same household, and no official has looked at the two of them yet. */
  otherLetter: boolean
}

export type LetterPlan =
  | { status: 'ready'; why: null; nextDate: null }
  | { status: 'waiting' | 'review' | 'stopped'; why: LetterWhy; nextDate: null }
  | { status: 'held'; why: null; nextDate: string }

const stop = (why: LetterWhy): LetterPlan => ({ status: 'stopped', why, nextDate: null })
const review = (why: LetterWhy): LetterPlan => ({ status: 'review', why, nextDate: null })
const wait = (why: LetterWhy): LetterPlan => ({ status: 'waiting', why, nextDate: null })

/** Where a letter stands, from what is known today. Pure: asked again whenever something is learned, and before it leaves. */
export function planLetter(facts: LetterFacts, rules: LetterRules): LetterPlan {
  if (facts.event.annulled) return stop('annulled')
  return facts.kind === 'condolence' ? planCondolence(facts, rules) : planJoy(facts, rules)
}

/** What stops comes before what waits: a family in mourning is not asked for its consent first. */
function planJoy(facts: LetterFacts, rules: LetterRules): LetterPlan {
  const { event, today, consents } = facts
  if (event.nature !== 'first') return stop('not_first')
  if (facts.death) return stop('death')
  if (consents.includes('withdrawn')) return stop('withdrawn')
  if (isMourning(facts, rules)) return stop('mourning')
  if (addDays(event.registeredDate, rules.greetingDays) < today) return stop('too_old')
  if (facts.maybeDeath) return review('maybe_death')
  if (!hasConsent(facts)) return wait('consent')
  if (facts.kind === 'marriage' && (event.handedOverDate === null || event.handedOverDate > today))
    return wait('certificate')
  const heldUntil =
    facts.kind === 'birth' ? addDays(latest(event.recordedDate, event.registeredDate), rules.birthHoldDays) : today
  if (today < heldUntil) return { status: 'held', why: null, nextDate: heldUntil }
  if (facts.otherLetter) return review('two_letters')
  return { status: 'ready', why: null, nextDate: null }
}

function planCondolence(facts: LetterFacts, rules: LetterRules): LetterPlan {
  const { event, today } = facts
  // an entry made anew or late tells of a death long past, unless it says when
  if (event.diedDate === null && event.nature !== 'first') return stop('no_date')
  if (addDays(event.diedDate ?? event.registeredDate, rules.condolenceDays) < today) return stop('too_old')
  if (facts.childDeath) return review('child_death')
  if (facts.sameDeath) return review('same_death')
  if (facts.otherLetter) return review('two_letters')
  return { status: 'ready', why: null, nextDate: null }
}

/** Below this age the dead is a child. */
export const childBelow = 16

const latest = (one: string, other: string): string => (one > other ? one : other)

const isMourning = ({ kind, mourningSince, today }: LetterFacts, rules: LetterRules): boolean => {
  const days = kind === 'longevity' ? rules.jubileeMourningDays : rules.mourningDays
  return mourningSince !== null && today <= addDays(mourningSince, days)
}

/** Both spouses; one parent; who is honoured for a great age. Nobody asked is nobody's consent. */
const hasConsent = ({ kind, consents }: LetterFacts): boolean =>
  kind === 'marriage'
    ? consents.length === 2 && consents.every((one) => one === 'given')
    : consents.some((one) => one === 'given')

/** How many officials must agree: a condolence is never one person's decision. */
export const approvalsNeeded = (kind: LetterKind): 1 | 2 => (kind === 'condolence' ? 2 : 1)

export type Approvals = { approvedById: string | null; secondById: string | null }

/**
 * An official agrees. The second one must be somebody else. Null: this agreement changes nothing.
 */
export function withApproval(
  kind: LetterKind,
  approvals: Approvals,
  officialId: string
): { approvals: Approvals; complete: boolean } | null {
  const { approvedById } = approvals
  if (approvedById === null) {
    return { approvals: { approvedById: officialId, secondById: null }, complete: approvalsNeeded(kind) === 1 }
  }
  if (approvals.secondById !== null || approvedById === officialId || approvalsNeeded(kind) === 1) return null
  return { approvals: { approvedById, secondById: officialId }, complete: true }
}

/** By which class of message a letter leaves. */
export const classOf = (kind: LetterKind): 'greeting' | 'condolence' => (isJoyful(kind) ? 'greeting' : 'condolence')

export type DeathDates = { diedDate: string | null; funeralDate: string | null; registeredDate: string }

/**
 * Whether a condolence may still go by chat: before the funeral, or in the first days where its day is not known, and not
 * around Tết, when no house wants to see one. Otherwise it is a letter that somebody brings.
 */
export function mayCondoleByChat(
  { diedDate, funeralDate, registeredDate }: DeathDates,
  today: string,
  rules: LetterRules
): boolean {
  const last = funeralDate ?? addDays(diedDate ?? registeredDate, rules.condolenceChatDays)
  return today <= last && !isTaboo(today, rules.condolence.taboo)
}
