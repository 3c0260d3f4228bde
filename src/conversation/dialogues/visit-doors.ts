import type { Saying, SayingChoice, Values } from '../../ward/message/message.ts'
import type { Door, DoorDone, DoorsAsked, OwnVisits } from '../../ward/notice/visit-doors.ts'
import { ask, say, type Step } from '../dialogue.ts'
import { personChoice } from './call-person.ts'

/** The head of a neighbourhood asks for the doors to go to, or says what came of one. */
export const doors = (asked: DoorsAsked): Step => ask('visit_doors', asked, (visits) => say(...sayingsOf(visits)))

/** No door has this number. */
const nowhere = -1

/** What a button of the list asks for; null where it is none of these. `rest`: what stands after the name. */
export function doorsAsked(name: string | undefined, rest: readonly string[]): DoorsAsked | null {
  const [noticeId, number] = [rest[0] ?? null, rest[1] ?? '']
  const slot = /^\d{1,7}$/.test(number) ? Number(number) : nowhere
  switch (name) {
    case 'doors':
      return { noticeId, from: Math.max(slot, 0) }
    case 'door':
      return { noticeId, slot }
    case 'told':
      return { noticeId, slot, deed: 'told' }
    case 'notmet':
      return { noticeId, slot, deed: 'not_met' }
    case 'back':
      return { noticeId, slot, deed: 'back' }
    default:
      return null
  }
}

const listed = 9
/** A button is read at a glance. */
const titleLetters = 24

function sayingsOf(visits: OwnVisits): Saying[] {
  switch (visits.kind) {
    case 'not_head':
      return [{ say: 'notices.doors.not_head', choices: [personChoice] }]
    case 'door':
      return [
        {
          say: `notices.doors.${homeOf(visits.door).say}`,
          with: homeOf(visits.door).with,
          choices: deedsAt(visits.door),
        },
      ]
    case 'notices':
      return [...doneSayings(visits.done), noticesSaying(visits)]
    case 'doors':
      return [...doneSayings(visits.done), ...wordsSaying(visits), doorsSaying(visits)]
  }
}

/** Household and name, where the house has a code; and a word where it mourns. */
function homeOf({ fullName, householdCode, title, mourns }: Door): {
  say: 'at_door' | 'at_mourning_door'
  with: Values
} {
  return {
    say: mourns ? 'at_mourning_door' : 'at_door',
    with: { title, home: nameOf({ fullName, householdCode }) },
  }
}

const nameOf = ({ fullName, householdCode }: Pick<Door, 'fullName' | 'householdCode'>): string =>
  householdCode === null ? fullName : `${fullName} (${householdCode})`

const deedsAt = ({ noticeId, slot }: Door): SayingChoice[] => [
  { id: `notices:told:${noticeId}:${slot}`, label: 'notices.button.told' },
  { id: `notices:notmet:${noticeId}:${slot}`, label: 'notices.button.not_met' },
  { id: `notices:doors:${noticeId}:0`, label: 'notices.button.doors' },
]

function noticesSaying({ neighbourhood, notices, done }: Extract<OwnVisits, { kind: 'notices' }>): Saying {
  const left = notices.reduce((sum, { doors: count }) => sum + count, 0)
  const undo = undoOf(done)
  if (left === 0)
    return { say: 'notices.doors.none', with: { neighbourhood }, ...(undo.length > 0 ? { choices: undo } : {}) }
  return {
    say: 'notices.doors.notices',
    with: { neighbourhood, left, notices: notices.length },
    choices: [
      ...notices.slice(0, listed).map(({ noticeId, title, doors: count }) => ({
        id: `notices:doors:${noticeId}:0`,
        label: 'notices.button.notice_doors',
        with: { title: shortly(title), count },
      })),
      ...undo,
    ],
  }
}

const shortly = (title: string): string =>
  title.length <= titleLetters ? title : `${title.slice(0, titleLetters - 1).trimEnd()}…`

type DoorsOf = Extract<OwnVisits, { kind: 'doors' }>

const wordsSaying = ({ words }: DoorsOf): Saying[] =>
  words === null ? [] : [{ say: 'notices.doors.to_tell', with: { title: words.title, body: words.body } }]

/** Four doors and the next ones; right after a tick three, and the way to take it back. */
function doorsSaying({ neighbourhood, notice, doors: lines, next, done }: DoorsOf): Saying {
  const undo = undoOf(done)
  const goesOn: SayingChoice[] =
    next === null
      ? []
      : [{ id: `notices:doors:${notice.noticeId}:${next - undo.length}`, label: 'notices.button.next' }]
  const shown = next === null ? lines : lines.slice(0, lines.length - undo.length)
  return {
    say: 'notices.doors.list',
    with: { neighbourhood, left: notice.doors, title: notice.title },
    choices: [
      ...shown.map((door) => ({
        id: `notices:door:${door.noticeId}:${door.slot}`,
        label: 'notices.button.door',
        with: { home: nameOf(door) },
      })),
      ...goesOn,
      ...undo,
    ],
  }
}

const undoOf = (done: DoorDone | null): SayingChoice[] =>
  done?.deed === 'told' && done.door !== null
    ? [{ id: `notices:back:${done.door.noticeId}:${done.door.slot}`, label: 'notices.button.take_back' }]
    : []

function doneSayings(done: DoorDone | null): Saying[] {
  if (done === null) return []
  if (done.door === null) return [{ say: 'notices.doors.done.gone' }]
  return [{ say: `notices.doors.done.${done.deed}`, with: { home: nameOf(done.door) } }]
}
