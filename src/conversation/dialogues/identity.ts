import { strip } from '../../platform/vietnamese/strip.ts'
import type { LinkedCitizen } from '../../ward/citizen/open-link.ts'
import type { Saying, SayingChoice } from '../../ward/message/message.ts'
import type { Meaning } from '../../understanding/meaning.ts'
import { ask, say, sayAndWait, type Dialogue, type Heard, type State, type Step, type Who } from '../dialogue.ts'
import { resumeButton } from './notices.ts'
import { inSentence } from './welcome.ts'

/** "liên kết": who writes here, proven by the platform's contact share, a code from the counter, or a receipt. */
export const identityDialogue: Dialogue = {
  begin: (meaning, who) => {
    if (isWrongPerson(meaning.text)) return wrongPerson()
    const code = linkCodeIn(meaning.text)
    if (code !== null) return byCode(code)
    return who.citizenLinked ? alreadyLinked() : askProof()
  },
  hear: (state, heard, who) => {
    if (heard.kind === 'choice') return chosen(heard.choiceId, who)
    if (heard.kind === 'contact') return byContact(heard.phone)
    return heard.kind === 'words' ? read(state, heard, who) : null
  },
}

const person: SayingChoice = { id: 'person', label: 'identity.button.person' }
const receipt: SayingChoice = { id: 'identity:receipt', label: 'identity.button.receipt' }
const cancel: SayingChoice = { id: 'cancel', label: 'identity.button.later' }
const notMe: SayingChoice = { id: 'identity:wrong_person', label: 'identity.button.not_me' }

const askProof = (): Step =>
  sayAndWait(
    { dialogue: 'identity', step: 'asking_proof' },
    { say: 'identity.why' },
    { say: 'identity.how', asksContact: true, choices: [receipt, cancel] }
  )

const alreadyLinked = (): Step =>
  sayAndWait(
    { dialogue: 'identity', step: 'linked' },
    {
      say: 'identity.already_linked',
      choices: [{ id: 'identity:unlink', label: 'identity.button.unlink' }, notMe, cancel],
    }
  )

function chosen(choiceId: string, who: Who): Step | null {
  switch (choiceId) {
    case 'identity:link':
      return who.citizenLinked ? alreadyLinked() : askProof()
    case 'identity:receipt':
      return askReceipt('identity.ask_receipt')
    case 'identity:unlink':
      return unlink()
    case 'identity:wrong_person':
      return wrongPerson()
    default:
      return null
  }
}

const unlink = (): Step =>
  ask('end_link', { why: 'asked' }, ({ kind }) =>
    say({ say: kind === 'ended' ? 'identity.unlinked' : 'identity.not_linked' })
  )

/** The ward mistook somebody for another: unlink at once, send nothing more, say sorry, and let a person look at the register. */
const wrongPerson = (): Step =>
  ask('end_link', { why: 'wrong_person' }, () =>
    ask('stop_notices', { stopped: true }, () =>
      ask('open_hand_over', { why: 'wrong_person', urgent: false }, ({ answerDueAt }) =>
        say({ say: 'identity.wrong_person', with: { at: answerDueAt.toISOString() } })
      )
    )
  )

const byContact = (phone: string, birthYear?: number): Step =>
  ask('link_by_contact', { phone, ...(birthYear === undefined ? {} : { birthYear }) }, (outcome) => {
    switch (outcome.kind) {
      case 'linked':
        return linked(outcome)
      case 'several':
        return sayAndWait(
          { dialogue: 'identity', step: 'asking_birth_year', phone },
          { say: 'identity.several', choices: [person, cancel] }
        )
      case 'wrong_birth_year':
        return sayAndWait(
          { dialogue: 'identity', step: 'asking_birth_year', phone },
          { say: 'identity.wrong_birth_year', choices: [person, cancel] }
        )
      case 'too_many':
        return say({ say: 'identity.too_many', choices: [person] })
      case 'unknown':
        return say({ say: 'identity.unknown_phone', choices: [person] })
    }
  })

const byCode = (code: string): Step =>
  ask('link_by_code', { code }, (outcome) => {
    switch (outcome.kind) {
      case 'linked':
        return linked(outcome)
      case 'official_linked':
        return say({ say: 'identity.official_linked' })
      case 'too_many':
        return say({ say: 'identity.too_many', choices: [person] })
      case 'unknown':
        return sayAndWait(
          { dialogue: 'identity', step: 'asking_proof' },
          { say: 'identity.unknown_code', choices: [receipt, person, cancel] }
        )
    }
  })

function linked({ initial, neighbourhood, noticesStopped }: LinkedCitizen): Step {
  const words: Saying =
    neighbourhood === null
      ? { say: 'identity.linked', with: { initial } }
      : { say: 'identity.linked_with_place', with: { initial, neighbourhood: inSentence(neighbourhood) } }
  const stopped = noticesStopped ? { and: [{ say: 'identity.notices_stopped' }] } : {}
  const choices = noticesStopped ? [notMe, resumeButton] : [notMe]
  return sayAndWait({ dialogue: 'identity', step: 'linked' }, { ...words, ...stopped, choices })
}

const askReceipt = (key: string, kept: { code?: string; phone?: string } = {}): Step =>
  sayAndWait({ dialogue: 'identity', step: 'asking_receipt', ...kept }, { say: key, choices: [person, cancel] })

function read(state: State, { meaning }: Extract<Heard, { kind: 'words' }>, who: Who): Step | null {
  if (isWrongPerson(meaning.text)) return wrongPerson()
  if (state.step === 'asking_birth_year') {
    const year = birthYearIn(meaning.text, who.now)
    return year === null ? null : byContact(String(state.phone), year)
  }
  if (state.step === 'asking_receipt') return readReceipt(state, meaning)
  if (state.step !== 'asking_proof') return null
  const code = linkCodeIn(meaning.text)
  if (code !== null) return byCode(code)
  if (meaning.entities.dossierCodes.length > 0) return readReceipt(state, meaning)
  // typed, not shared: anybody can type a number
  return meaning.entities.phones.length > 0
    ? askReceipt('identity.typed_phone', { phone: meaning.entities.phones[0]! })
    : null
}

/** Code and phone may come in one message or in two, in either order. */
function readReceipt(state: State, { entities }: Meaning): Step | null {
  const code = entities.dossierCodes[0] ?? (state.code as string | undefined)
  const phone = entities.phones[0] ?? (state.phone as string | undefined)
  if (entities.dossierCodes.length === 0 && entities.phones.length === 0) return null
  if (code === undefined) return askReceipt('identity.ask_receipt_code', { phone: phone! })
  if (phone === undefined) return askReceipt('identity.ask_receipt_phone', { code })
  return ask('link_by_receipt', { phone, code, digits: phone.slice(-4) }, (outcome) => {
    if (outcome.kind === 'linked') return linked(outcome)
    const key = outcome.kind === 'not_in_register' ? 'identity.unknown_phone' : 'identity.receipt_no_match'
    return say({ say: key, choices: [person] })
  })
}

/** Six to eight digits, alone or after a word or two: the counter's code, however it is spaced. */
function linkCodeIn(text: string): string | null {
  const plain = strip(text.normalize('NFC')).trim()
  const match =
    /^(?:da |vang )?(?:(?:ma|code|ma so|ma lien ket|lien ket)(?: la| so)?[ :]*)?(\d[\d .-]{4,12}\d)(?: a| nhe)?[ .!]*$/.exec(
      plain
    )
  const digits = match?.[1]?.replace(/\D/g, '') ?? ''
  return digits.length >= 6 && digits.length <= 8 ? digits : null
}

/** "1973", "sinh năm 73", "em sinh 1990 ạ". */
function birthYearIn(text: string, now: Date): number | null {
  const plain = strip(text.normalize('NFC'))
  const full = /(?:^|\D)((?:19|20)\d\d)(?!\d)/.exec(plain)?.[1]
  if (full !== undefined) return Number(full) <= now.getUTCFullYear() ? Number(full) : null
  const short = /^\D{0,24}(\d\d)\D{0,8}$/.exec(plain)?.[1]
  if (short === undefined) return null
  const year = 2000 + Number(short)
  return year <= now.getUTCFullYear() - 10 ? year : year - 100
}

const wrong =
  /\b(?:nham nguoi|nham so|wrong person|wrong number|not me|(?:for|to) (?:someone|somebody) else)\b|(?<!\b(?:toi|tui|em|minh|con|chau|lo|nay|vua) )\bgui nham\b(?! (?:anh|hinh|so|ma))|\b(?:thu|tin|thong bao|giay moi)(?: nay| do| kia)? (?:khong|ko|k|hong) phai (?:la )?(?:cua|gui)\b|\bkhong phai (?:la )?(?:so (?:cua )?)?(?:toi|em|minh|chau|con)(?: (?:dau|a|ah|nhe|nha|day|roi|ma))*[.! ]*$/

const linking =
  /\b(?:lien ket|xac (?:minh|thuc) (?:so|toi|chu|tai khoan|dien thoai)|link (?:my|this) (?:phone|number|chat))\b/

/**
 * Whether a message that belongs to no open question is about who writes here: a wish to be linked, a counter code, or
 * "nhầm người". No intent says so, since none of these is a matter of the ward's.
 */
export const isIdentityWish = (text: string): boolean => {
  const plain = strip(text.normalize('NFC'))
  return plain.length < 80 && (linking.test(plain) || wrong.test(plain) || linkCodeIn(text) !== null)
}

const isWrongPerson = (text: string): boolean => wrong.test(strip(text.normalize('NFC')))
