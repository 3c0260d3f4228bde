import { strip } from '../../platform/vietnamese/strip.ts'
import type { DataRequestKind } from '../../ward/data-request/data-request.ts'
import type { MyData } from '../../ward/data-request/describe-my-data.ts'
import { inOneBubble, type Saying, type SayingChoice } from '../../ward/message/message.ts'
import { ask, say, sayAndWait, type Dialogue, type Heard, type State, type Step } from '../dialogue.ts'
import { identityDialogue } from './identity.ts'
import { inSentence } from './welcome.ts'

/** "dữ liệu của tôi": what is kept, in plain words, and the rights to it, each with its date. */
export const myDataDialogue: Dialogue = {
  begin: (meaning, who) => {
    const plain = strip(meaning.text.normalize('NFC'))
    if (/\blien ket\b|\bxac (?:minh|thuc)\b|\bnham nguoi\b|\bdung nguoi\b/.test(plain))
      return identityDialogue.begin(meaning, who)
    if (/\b(?:xoa|delete|erase)\b/.test(plain)) return confirm('delete', '')
    if (/\b(?:rut|thu hoi|withdraw)\b/.test(plain)) return confirm('withdraw', '')
    if (/\b(?:sua|cai chinh|doi lai|dinh chinh|correct)\b/.test(plain)) return askCorrection()
    if (/\b(?:cung cap|ban sao|ban day du|copy)\b/.test(plain)) return confirm('view', '')
    return describe()
  },
  hear: (state, heard) => {
    if (heard.kind === 'choice') return chosen(state, heard.choiceId)
    return heard.kind === 'words' && state.step === 'asking_correction' ? read(heard) : null
  },
}

const cancel: SayingChoice = { id: 'cancel', label: 'my_data.button.cancel' }

const describe = (): Step => ask('describe_my_data', {}, (data) => say(...whatIsKept(data)))

function whatIsKept(data: MyData): Saying[] {
  const kept: Saying[] = [
    {
      say: data.neighbourhood === null ? 'my_data.chat' : 'my_data.chat_with_place',
      with: {
        days: data.messagesKeptDays,
        since: data.since.toISOString(),
        ...(data.neighbourhood === null ? {} : { neighbourhood: inSentence(data.neighbourhood) }),
      },
    },
  ]
  if (data.followedDossiers > 0) kept.push({ say: 'my_data.dossiers', with: { count: data.followedDossiers } })
  if (data.citizen !== null) kept.push(...registerOf(data.citizen))
  for (const { kind, dueAt } of data.requests) {
    kept.push({ say: `my_data.waiting_${kind}`, with: { at: dueAt.toISOString() } })
  }
  const what: Saying = { say: 'my_data.what_next', choices: rightsOf(data) }
  return [...kept.slice(0, -1), inOneBubble(kept.at(-1)!, what)]
}

function registerOf(citizen: NonNullable<MyData['citizen']>): Saying[] {
  const { fullName, birthYear, phone, consents } = citizen
  const values = { name: fullName, year: birthYear ?? '–', phone: phone ?? '–' }
  const register: Saying = { say: 'my_data.register', with: values }
  return consents.length === 0 ? [register] : [register, { say: 'my_data.consents', with: { count: consents.length } }]
}

function rightsOf(data: MyData): SayingChoice[] {
  const notices: SayingChoice = data.noticesStopped
    ? { id: 'notices:resume', label: 'my_data.button.resume' }
    : { id: 'notices:stop', label: 'my_data.button.stop' }
  const link: SayingChoice =
    data.citizen === null
      ? { id: 'identity:link', label: 'my_data.button.link' }
      : { id: 'identity:unlink', label: 'my_data.button.unlink' }
  const consent: SayingChoice[] =
    (data.citizen?.consents.length ?? 0) > 0 ? [{ id: 'my_data:withdraw', label: 'my_data.button.withdraw' }] : []
  return [
    notices,
    { id: 'my_data:correct', label: 'my_data.button.correct' },
    { id: 'my_data:delete', label: 'my_data.button.delete' },
    ...consent,
    { id: 'welcome:change', label: 'my_data.button.neighbourhood' },
    link,
  ]
}

function chosen(state: State, choiceId: string): Step | null {
  switch (choiceId) {
    case 'my_data:show':
      return describe()
    case 'my_data:correct':
      return askCorrection()
    case 'my_data:delete':
      return confirm('delete', '')
    case 'my_data:withdraw':
      return confirm('withdraw', '')
    case 'my_data:send':
      return state.step === 'confirming' ? send(state.kind as DataRequestKind, String(state.text)) : null
    default:
      return null
  }
}

const askCorrection = (): Step =>
  sayAndWait({ dialogue: 'my_data', step: 'asking_correction' }, { say: 'my_data.ask_correction', choices: [cancel] })

/** Whatever is written now is the correction, unless it plainly is another wish. */
function read({ meaning }: Extract<Heard, { kind: 'words' }>): Step | null {
  const isOther = meaning.decision === 'act' && !['my_data', 'letter_problem', 'affirm'].includes(meaning.intent)
  if (isOther || meaning.text.trim().length < 2) return null
  return confirm('correct', meaning.text.normalize('NFC').trim().slice(0, 500))
}

/** Nothing is sent before the citizen has seen what will be. */
function confirm(kind: DataRequestKind, text: string): Step {
  return sayAndWait(
    { dialogue: 'my_data', step: 'confirming', kind, text },
    {
      say: `my_data.confirm_${kind}`,
      with: { text },
      choices: [{ id: 'my_data:send', label: `my_data.button.send_${kind}` }, cancel],
    }
  )
}

const send = (kind: DataRequestKind, text: string): Step =>
  ask('open_data_request', { kind, text }, (outcome) =>
    say({
      say: outcome.kind === 'opened' ? `my_data.sent_${kind}` : 'my_data.already_sent',
      with: { ack: outcome.acknowledgeBy.toISOString(), at: outcome.dueAt.toISOString() },
    })
  )
