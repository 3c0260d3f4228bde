import type { BookedHere, OpenSession, OwnBooking } from '../../ward/reception/chat-reception.ts'
import type { Saying, SayingChoice } from '../../ward/message/message.ts'
import type { Meaning } from '../../understanding/meaning.ts'
import { ask, say, sayAndWait, type Dialogue, type State, type Step } from '../dialogue.ts'
import { asksBack } from './asks-back.ts'
import { toPerson, personChoice } from './call-person.ts'
import { isSure } from './is-sure.ts'
import { saysAny } from './syllables-in.ts'

/** A place at a session of citizens' reception: which day, what about in one line, a number in the queue; moved or given back. */
export const receptionDialogue: Dialogue = {
  waitsIn: ['asking_note'],
  begin: () => list(),
  hear(state, heard) {
    if (heard.kind === 'choice') return onChoice(state, heard.choiceId)
    if (heard.kind !== 'words') return null
    const { text } = heard.meaning
    if (state.step === 'asking_note' && typeof state.receptionId === 'string') {
      if (heard.meaning.intent === 'complaint_denunciation') return onRefusal('note_accuses', state)
      if (turnsBack(text)) return say({ say: 'conversation.left' })
      if (asksBeside(heard.meaning)) return null
      return saysNothing(text) ? book(state) : book({ ...state, note: text })
    }
    if (state.step === 'own' && wantsOut(text) && typeof state.bookingId === 'string') return cancel(state.bookingId)
    return isSure(heard.meaning) && heard.meaning.intent === 'citizen_reception' ? list() : null
  },
}

const at = (step: string, more: Readonly<Record<string, unknown>> = {}): State => ({
  dialogue: 'reception',
  step,
  ...more,
})

/** The sessions with a place left, or what this chat has booked. */
export const offerReceptions = (): Step => list()

const list = (moving?: string): Step =>
  ask('list_open_receptions', {}, ({ sessions, bookings }): Step => {
    const [own] = bookings
    if (own !== undefined && moving === undefined) return sayOwn(own)
    if (sessions.length > 0) return offer(sessions, moving)
    return toPerson({ why: 'topic:citizen_reception' }, { say: 'reception.none' })
  })

function sayOwn({ bookingId, at: when, number, place }: OwnBooking): Step {
  const choices = [
    { id: `reception:move:${bookingId}`, label: 'reception.choice.move' },
    { id: `reception:cancel:${bookingId}`, label: 'reception.choice.cancel' },
    { id: 'reception:keep', label: 'reception.choice.keep' },
  ]
  const values = { number, at: when.toISOString(), place }
  return sayAndWait(at('own', { bookingId }), { say: 'reception.yours', with: values, choices })
}

function offer(sessions: readonly OpenSession[], moving?: string): Step {
  const shown: Saying[] = sessions.map(({ startsAt, host }) => ({
    say: 'reception.session',
    with: { startsAt: startsAt.toISOString(), host },
  }))
  const choices: SayingChoice[] = sessions.map(({ receptionId, startsAt }) => ({
    id: `reception:take:${receptionId}`,
    label: 'reception.choice.session',
    with: { startsAt: startsAt.toISOString() },
  }))
  const place = at('choosing', moving ? { moving } : {})
  const asked = { choices: [...choices, personChoice] }
  const [host, another] = new Set(sessions.map((session) => session.host))
  return host !== undefined && another === undefined
    ? sayAndWait(place, { say: 'reception.which_by', with: { host }, ...asked })
    : sayAndWait(place, ...shown, { say: 'reception.which', ...asked })
}

const noNote: SayingChoice = { id: 'reception:no_note', label: 'reception.choice.no_note' }

function onChoice(state: State, choiceId: string): Step | null {
  const [subject, verb, id = ''] = choiceId.split(':')
  if (subject !== 'reception') return null
  switch (verb) {
    case 'list':
      return list()
    case 'take':
      return typeof state.moving === 'string'
        ? book({ ...state, receptionId: id })
        : sayAndWait(at('asking_note', { receptionId: id }), { say: 'reception.ask_note', choices: [noNote] })
    case 'no_note':
      return typeof state.receptionId === 'string' ? book(state) : list()
    case 'move':
      return list(id)
    case 'cancel':
      return cancel(id)
    case 'keep':
      return list()
    default:
      return null
  }
}

const book = (state: State): Step =>
  ask(
    'book_reception',
    {
      receptionId: String(state.receptionId),
      ...(typeof state.note === 'string' ? { note: state.note } : {}),
      ...(typeof state.moving === 'string' ? { moving: state.moving } : {}),
    },
    (booked) => said(booked, state)
  )

function said(booked: BookedHere, state: State): Step {
  if (booked.kind !== 'booked') return onRefusal(booked.kind, state)
  const { number, place, host } = booked
  return say(
    { say: 'reception.booked', with: { number, place, host, at: booked.at.toISOString() } },
    { say: 'reception.booked_is_not_petition' }
  )
}

const otherDay: SayingChoice = { id: 'reception:list', label: 'reception.choice.other_day' }

function onRefusal(kind: Exclude<BookedHere['kind'], 'booked'>, state: State): Step {
  switch (kind) {
    case 'note_accuses':
    case 'note_too_long':
    case 'note_names_papers':
      return sayAndWait(at('asking_note', { receptionId: state.receptionId }), {
        say: `reception.refused_here.${kind}`,
        choices: [noNote],
      })
    case 'session_full':
    case 'session_closed':
    case 'booked_already':
      return say({ say: `reception.refused_here.${kind}`, choices: [otherDay, personChoice] })
    default:
      return say({ say: 'reception.gone', choices: [otherDay, personChoice] })
  }
}

const cancel = (bookingId: string): Step =>
  ask('cancel_reception', { bookingId }, ({ kind }) =>
    kind === 'cancelled'
      ? say({ say: 'reception.cancelled' })
      : say({ say: 'reception.gone', choices: [otherDay, personChoice] })
  )

/** "mấy giờ", "cần mang gì", "hồ sơ tôi đến đâu rồi", asked what to note: a question of its own, and no note. */
const asksBeside = ({ text, decision, intent }: Meaning): boolean =>
  asksBack(text) &&
  (text.split(/\s+/).length <= mostOfQuestion || (decision === 'act' && intent !== 'citizen_reception'))
const mostOfQuestion = 5
const turnsBack = saysAny(
  '(?:khong|ko|k|hong|khoi|thoi)(?: (?:can|muon|dang ky|di))* (?:gap|tiep|len|dang ky|di)(?: [^ ]+){0,2} nua|doi y'
)

const saysNothing = saysAny('khong ghi|khong can|bo qua|khoi ghi|thoi khoi|khong|no note|skip')
const wantsOut = saysAny('huy|huy lich|khong den|khong di|ban roi|thoi khoi|cancel')
