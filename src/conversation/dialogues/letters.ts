import { ask, say, sayAndWait, type Dialogue, type State, type Step } from '../dialogue.ts'
import { asksBack } from './asks-back.ts'
import { isSure } from './is-sure.ts'
import { letterStep, tellsOfLoss } from './letter.ts'
import { plain, saysAny } from './syllables-in.ts'

type Kind = 'birth' | 'marriage'

const place = (step: string, kind: Kind): State => ({ dialogue: 'letters', step, kind })
const kindOf = (state: State): Kind => (state.kind === 'marriage' ? 'marriage' : 'birth')

/**
 * The ward's letter at a birth or a wedding. Joy is met with joy; then one question, consent for this alone, never taken for
 * granted. Papers are offered apart. Where a loss sounds through, everything stops instead.
 */
export const lettersDialogue: Dialogue = {
  waitsIn: ['asking_names'],
  begin(meaning) {
    if (tellsOfLoss(meaning.text)) return letterStep({ ...meaning, intent: 'letter_problem' })
    return askConsent(meaning.intent === 'marriage_greeting' ? 'marriage' : 'birth', meaning.text)
  },
  hear(state, heard) {
    if (heard.kind === 'choice') return chosen(state, heard.choiceId)
    if (heard.kind !== 'words') return null
    const { meaning } = heard
    if (tellsOfLoss(meaning.text)) return letterStep({ ...meaning, intent: 'letter_problem' })
    if (meaning.intent === 'letter_problem' || meaning.intent === 'condolence') return null
    const kind = kindOf(state)
    const told = typeof state.told === 'string' ? state.told : ''
    if (state.step === 'asking') {
      if (putsOff(meaning.text)) return later(kind)
      if (meaning.intent === 'affirm') return agree(kind, /\bgiay\b/.test(plain(meaning.text)) ? 'paper' : 'chat', told)
      if (meaning.intent === 'deny') return say({ say: 'letter_chat.no' }, papersOf(kind))
      return null
    }
    if (state.step !== 'asking_names' || isElsewhere(meaning) || asksBack(meaning.text)) return null
    const words = meaning.text.normalize('NFC').slice(0, 500)
    return ask('tell_letter_task', { kind: `${kind}_wish`, words }, () =>
      say({ say: 'letter_chat.names_kept' }, papersOf(kind))
    )
  },
}

const isElsewhere = (meaning: Parameters<typeof isSure>[0]): boolean =>
  isSure(meaning) && !['birth_greeting', 'marriage_greeting', 'affirm', 'thanks_bye'].includes(meaning.intent)

const askConsent = (kind: Kind, text: string): Step =>
  sayAndWait(
    { ...place('asking', kind), told: text.normalize('NFC').slice(0, 300) },
    {
      say: `letter_chat.ask_${kind}`,
      choices: [
        { id: `letters:${kind}:chat`, label: 'letter_chat.button.chat' },
        { id: `letters:${kind}:paper`, label: 'letter_chat.button.paper' },
        { id: `letters:${kind}:no`, label: 'letter_chat.button.no' },
      ],
    }
  )

/** `letters:<kind>:<chat|paper|no>`; the buttons of an older message still mean what they say. */
function chosen(state: State, choiceId: string): Step | null {
  const [subject, rest] = [choiceId.split(':')[0], choiceId.split(':').slice(1).join(':')]
  if (subject !== 'letters') return null
  const [kind, way] = rest.split(':')
  if (kind !== 'birth' && kind !== 'marriage') return null
  const told = state.step === 'asking' && typeof state.told === 'string' ? state.told : ''
  if (way === 'chat' || way === 'paper') return agree(kind, way, told)
  return way === undefined || way === '' ? askConsent(kind, '') : say({ say: 'letter_chat.no' }, papersOf(kind))
}

function agree(kind: Kind, way: 'chat' | 'paper', told: string): Step {
  return ask('wish_for_letter', { kind, way, words: told }, (heard) => {
    if (heard.kind === 'official_looks') {
      return sayAndWait(place('asking_names', kind), { say: `letter_chat.ask_names_${kind}` })
    }
    return say({ say: `letter_chat.recorded_${kind}` }, papersOf(kind))
  })
}

/** "Để sau", "để hỏi chồng em đã": neither yes nor no. */
const putsOff = saysAny(
  'de sau|tu tu|luc khac|khi khac|hom khac|sau nhe|de (?:em|toi|minh|anh|chi|tui)? ?(?:hoi|ban|xem|nghi|tinh)|chua biet|chua quyet|later|not now'
)

const later = (kind: Kind): Step => {
  const papers = papersOf(kind)
  const again = { id: `letters:${kind}`, label: 'letter_chat.button.ask_again' }
  return say({ say: 'letter_chat.later' }, { ...papers, choices: [again, ...papers.choices] })
}

const procedures: Record<Kind, string> = { birth: 'đăng ký khai sinh', marriage: 'đăng ký kết hôn' }

/** The papers, apart from joy and from consent: whatever was answered, a family needs them. */
const papersOf = (kind: Kind) => ({
  say: `letter_chat.papers_${kind}` as const,
  choices: [{ id: `procedure:ask:${procedures[kind]}`, label: `letter_chat.button.papers_${kind}` }],
})
