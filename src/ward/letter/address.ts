import type { Gender } from '../citizen/citizen.ts'
import { childBelow, type LetterKind } from './letter.ts'

/** Somebody as a letter knows them. */
export type Named = { fullName: string; gender: Gender | null; birthYear: number | null }

/**
 * How somebody is spoken of. Never guessed: not from "Văn" or "Thị", not from a name that sounds old. Where age or gender
 * is not in the register it is "Quý ông/bà", which is right for every adult; of the dead plain "ông/bà": they are spoken of,
 * not greeted. A dead child is "cháu".
 */
export type Form = 'elder' | 'mr' | 'ms' | 'brother' | 'sister' | 'child' | 'unknown' | 'unknown_dead'

/** From this age a person is "cụ" in what the ward writes (domain: forms of address). */
const elderFrom = 80
/** Young parents and couples are "anh", "chị"; older ones "ông", "bà". */
const youngBefore = 40

export function formOf(person: Named, year: number, kind: LetterKind): Form {
  const age = person.birthYear === null ? null : year - person.birthYear
  const isDead = kind === 'condolence'
  if (age !== null && age >= elderFrom) return 'elder'
  if (isDead && age !== null && age < childBelow) return 'child'
  if (person.gender === null) return isDead ? 'unknown_dead' : 'unknown'
  const mayBeYoung = kind === 'birth' || kind === 'marriage' || (isDead && age !== null)
  if (mayBeYoung && age === null) return 'unknown'
  if (mayBeYoung && age! < youngBefore) return person.gender === 'male' ? 'brother' : 'sister'
  return person.gender === 'male' ? 'mr' : 'ms'
}

export type Addressee =
  | { how: 'one'; form: Form; name: string; family: boolean }
  | { how: 'two'; forms: readonly [Form, Form]; names: readonly [string, string] }
  /** "gia quyến cụ …" */
  | { how: 'bereaved'; form: Form; name: string }

export type Party = { role: string; person: Named; agreed: boolean }

/**
 * Whom a letter greets. Parents who have agreed, by name; where the other one has not, "và gia đình" and no name; a mother
 * who stands alone in the register stands alone here, never as half of a couple. A couple as the register has it.
 */
export function addresseeOf(kind: LetterKind, parties: readonly Party[], year: number): Addressee | null {
  const find = (role: string) => parties.find((one) => one.role === role)
  const form = (one: Party) => formOf(one.person, year, kind)
  if (kind === 'condolence') {
    const dead = find('deceased')
    return dead === undefined ? null : { how: 'bereaved', form: form(dead), name: dead.person.fullName }
  }
  const [first, second] = kind === 'birth' ? [find('father'), find('mother')] : [find('husband'), find('wife')]
  const agreed = [first, second].filter((one): one is Party => one?.agreed === true)
  if (kind === 'longevity') {
    const one = parties[0]
    return one === undefined ? null : { how: 'one', form: form(one), name: one.person.fullName, family: false }
  }
  if (agreed.length === 2) {
    const [one, other] = agreed as [Party, Party]
    const forms = pairOf(form(one), form(other))
    return { how: 'two', forms, names: [one.person.fullName, other.person.fullName] }
  }
  const alone = agreed[0]
  if (alone === undefined) return null
  const isCouple = first !== undefined && second !== undefined
  return { how: 'one', form: form(alone), name: alone.person.fullName, family: isCouple }
}

/** Two people side by side are spoken to alike: "anh" and "bà" would make one of them a mother-in-law. */
function pairOf(one: Form, other: Form): readonly [Form, Form] {
  if (one === 'unknown' || other === 'unknown') return ['unknown', 'unknown']
  const young = (form: Form) => form === 'brother' || form === 'sister'
  if (young(one) === young(other)) return [one, other]
  const older = (form: Form): Form => (form === 'brother' ? 'mr' : form === 'sister' ? 'ms' : form)
  return [older(one), older(other)]
}
