import { strip } from '../../platform/vietnamese/strip.ts'
import { daysBetween } from '../../platform/ward-time.ts'

/** What the civil-status register tells: a child is born, two people marry, somebody has died. */
export type EventKind = 'birth' | 'marriage' | 'death'
export const eventKinds: readonly EventKind[] = ['birth', 'marriage', 'death']

/**
 * How it came into the register. Only a `first` registration may bring a letter: one made anew, made late, corrected, or of a child
 * that was adopted never does by itself (domain: a letter then would hurt or betray).
 */
export type Nature = 'first' | 'late' | 're_registration' | 'adoption' | 'correction'
export const natures: readonly Nature[] = ['first', 'late', 're_registration', 'adoption', 'correction']

export type PersonRole = 'child' | 'mother' | 'father' | 'husband' | 'wife' | 'deceased' | 'relative'
export const personRoles: readonly PersonRole[] = [
  'child',
  'mother',
  'father',
  'husband',
  'wife',
  'deceased',
  'relative',
]

/** Whom an event of a kind may name. */
export const rolesOf: Readonly<Record<EventKind, readonly PersonRole[]>> = {
  birth: ['child', 'mother', 'father'],
  marriage: ['husband', 'wife'],
  death: ['deceased', 'relative'],
}

/** Whom it must name: a child may have one parent in the register, a death may be told by nobody of the family. */
export const neededRoles: Readonly<Record<EventKind, readonly PersonRole[]>> = {
  birth: ['child'],
  marriage: ['husband', 'wife'],
  death: ['deceased'],
}

/** The purpose somebody must have agreed to before the ward writes to them about an event of this kind. */
export const purposeOf: Readonly<Record<EventKind, string>> = {
  birth: 'greeting_birth',
  marriage: 'greeting_marriage',
  death: 'condolence',
}

/**
 * The key by which a register entry is known again: each kind has its own book and numbers begin anew each year, so
 * "045", "Số 45" and "45/2026" of one year are one entry.
 */
export function registerKeyOf(kind: EventKind, registerNumber: string, registeredDate: string): string {
  const plain = strip(registerNumber.normalize('NFC'))
    .replace(/^(?:so|no|n0)\b[\s.:]*/u, '')
    .replace(/\s+/g, '')
    .replace(/(?<![0-9])0+(?=[0-9])/g, '')
  const year = registeredDate.slice(0, 4)
  return `${kind}:${/(?<![0-9])(?:19|20)\d{2}(?![0-9])/.test(plain) ? plain : `${plain}/${year}`}`
}

/** Names are compared without marks, case and double spaces: a register typed twice differs in those first. */
export const nameKeyOf = (fullName: string): string => strip(fullName.normalize('NFC')).replace(/\s+/g, ' ').trim()

/** A birth registered more than so many days after the child was born is a late one (Luật Hộ tịch 2014, Điều 15). */
export const isLateBirth = (bornDate: string, registeredDate: string, onTimeDays: number): boolean =>
  daysBetween(bornDate, registeredDate) > onTimeDays
