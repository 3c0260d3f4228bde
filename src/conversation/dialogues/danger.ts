import type { EmergencyKind, Meaning } from '../../understanding/meaning.ts'
import type { Saying } from '../../ward/message/message.ts'
import { say, sayAndWait, type Dialogue, type Heard, type State, type Step } from '../dialogue.ts'
import { callPerson } from './call-person.ts'
import { isSure } from './is-sure.ts'
import { saysAny } from './syllables-in.ts'

/** Told to few, in a low voice: whoever stands beside the one who writes may read along. */
const quietKinds: readonly EmergencyKind[] = ['domestic_violence', 'self_harm', 'child']
const isQuiet = (kind: EmergencyKind): boolean => quietKinds.includes(kind)

const asWoman = saysAny('chong(?: cu)?|ck|anh xa|ong xa|lao chong|my husband')
const isOver = saysAny(
  'an toan roi|on roi|dap (?:duoc |xong )?roi|het (?:chay )?roi|tat roi|khong sao (?:nua|roi)|qua roi|nham|bam nham|duoc cuu roi|safe now'
)
const hasTold = (text: string): boolean => text.trim() !== ''

const isIll = saysAny(
  'sot|co giat|tim tai|tim ngat|ngat|bat tinh|kho tho|khong tho|ngung tho|hoc|nuot|sac|bong|chay mau|te|nga|uong (?:nham|lon)|ngo doc|non|dien giat|can|choking|fever|breath\\w*'
)
const isInWater = saysAny('duoi nuoc|chet duoi|chim')
const isHarmed = saysAny('danh|dap|hanh ha|bao hanh|xam hai|so soang|hiep|bo roi|bat coc|nhot|doa|hit|abus\\w*')

/** A child in the water needs rescue, a sick one the ambulance before anybody else, and aloud. */
function kindOf({ emergency, text }: Meaning): EmergencyKind {
  if (emergency === 'child' && isInWater(text) && !isHarmed(text)) return 'rescue'
  if (emergency === 'child' && isIll(text) && !isHarmed(text)) return 'medical'
  return emergency ?? 'other'
}

/** Danger now: the right number before anything else, then a person is called at once. Never a menu. */
export const dangerDialogue: Dialogue = {
  begin(meaning) {
    const kind = kindOf(meaning)
    if (!hasTold(meaning.text))
      return sayAndWait(state('asking_where', kind), { say: 'danger.other' }, { say: 'danger.ask_what' })
    return callPerson(
      { why: `emergency:${kind}`, urgent: true, restricted: isQuiet(kind) },
      ({ alerted }) =>
        isQuiet(kind)
          ? quietCard(kind, meaning)
          : [{ say: `danger.${kind}` }, { say: alerted > 0 ? 'danger.alerted' : 'danger.noted_first' }],
      state('asking_where', kind)
    )
  },
  hear(where, heard) {
    const kind = (where.kind as EmergencyKind | undefined) ?? 'other'
    if (heard.kind === 'choice') return chosen(heard.choiceId, kind)
    if (where.step === 'idle' || heard.kind === 'correction') return null
    if (heard.kind === 'words' && isOver(heard.meaning.text)) return say({ say: 'danger.over' })
    if (heard.kind === 'words' && isAnotherMatter(heard.meaning)) return null
    return noted(heard, where.step, kind)
  },
}

const state = (step: string, kind: EmergencyKind): State => ({ dialogue: 'danger', step, kind })

function quietCard(kind: EmergencyKind, { text }: Meaning): Saying[] {
  const key = kind === 'domestic_violence' && asWoman(text) ? 'danger.domestic_violence_woman' : `danger.${kind}`
  const choices = [
    { id: 'danger:call_me', label: 'danger.button.call_me' },
    { id: 'danger:chat_only', label: 'danger.button.chat_only' },
    { id: 'danger:erase_how', label: 'danger.button.erase_how' },
  ]
  return [{ say: key }, { say: 'danger.quiet_offer', choices }]
}

/** Whatever comes now is about the danger; only a plainly different wish leads away from it. */
const isAnotherMatter = (meaning: Meaning): boolean =>
  isSure(meaning) &&
  ['human', 'thanks_bye', 'dossier_status', 'procedure_info', 'my_data', 'unsubscribe', 'condolence'].includes(
    meaning.intent
  )

/**
 * Raises the call again (it may have been closed meanwhile) and keeps listening. What reads as a report may still be about the
 * danger, so it goes to the official too; one button makes a report of it.
 */
function noted(heard: Heard, step: string, kind: EmergencyKind): Step {
  const wish = { why: `emergency:${kind}`, urgent: true, restricted: isQuiet(kind) }
  const next = state(step === 'asking_phone' ? 'talking' : step, kind)
  if (step === 'asking_phone') return callPerson(wish, () => [{ say: 'danger.phone_noted' }], next)
  const isReport = heard.kind === 'words' && isSure(heard.meaning) && heard.meaning.intent === 'report_problem'
  if (!isReport) return callPerson(wish, () => [{ say: isQuiet(kind) ? 'danger.quiet_noted' : 'danger.noted' }], next)
  const key = isQuiet(kind) ? 'danger.quiet_noted' : 'danger.noted_or_report'
  const choices = [{ id: 'intent:report_problem', label: 'danger.button.report' }]
  return callPerson(wish, () => [{ say: key, choices }], next)
}

function chosen(choiceId: string, kind: EmergencyKind): Step | null {
  switch (choiceId) {
    case 'danger:call_me':
      return sayAndWait(state('asking_phone', kind), { say: 'danger.ask_phone' })
    case 'danger:chat_only':
      return sayAndWait(state('talking', kind), { say: 'danger.chat_only' })
    case 'danger:erase_how':
      return sayAndWait(state('talking', kind), { say: 'danger.erase_how' })
    default:
      return null
  }
}
