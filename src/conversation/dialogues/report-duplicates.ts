import type { Duplicate } from '../../ward/feedback/report-chat.ts'
import type { Saying, SayingChoice } from '../../ward/message/message.ts'
import { sayAndWait, type State, type Step } from '../dialogue.ts'
import { saysAny } from './syllables-in.ts'

/** Reports that this draft is not, as the resident said. */
export const dismissed = (state: State): readonly string[] => codesIn(state.dismissed)
/** Reports shown as perhaps the same. */
export const offered = (state: State): readonly string[] => codesIn(state.offered)

const codesIn = (kept: unknown): readonly string[] =>
  Array.isArray(kept) ? kept.filter((one): one is string => typeof one === 'string') : []

/** "Có phải việc này không? 1 · 2 · việc mới": joining is being told of the other's result. */
export function offerDuplicates(duplicates: readonly Duplicate[]): Saying[] {
  const isOne = duplicates.length === 1
  const shown = duplicates.map((duplicate, i) => ({
    say: `report.duplicate${duplicate.words === null ? '' : '_words'}${isOne ? '' : '_of_several'}`,
    with: { n: i + 1, ...nameOf(duplicate) },
  }))
  const choices = joinChoices(duplicates.map(({ code }) => code))
  return [...shown, { say: isOne ? 'report.is_it_this' : 'report.is_it_one', choices }]
}

function joinChoices(codes: readonly string[], own = 'report.choice.new'): SayingChoice[] {
  const join = codes.map((code, i) => ({
    id: `report:join:${code}`,
    label: codes.length === 1 ? 'report.choice.join' : 'report.choice.join_this',
    with: { n: i + 1 },
  }))
  return [...join, { id: 'report:new', label: own }]
}

function nameOf({ topic, place, words, submittedAt }: Duplicate): Record<string, string> {
  return { topicKey: `feedback.field.${topic}`, place, words: words ?? '', submittedAt: submittedAt.toISOString() }
}

const saysOther = saysAny('khong phai|ko phai|k phai|hong phai|khac|moi')
const saysSame = saysAny(
  'dung|phai|u|ua|uh|vang|da|ok|oke|okay|duoc|roi|cho (?:toi|tui|minh|em|con|chau)|ket qua|bao|nhan'
)

/**
 * "Gửi" is a yes to most questions, but after "có phải việc này không" it asks for one's own report to be sent: it never
 * joins the other's. Said together with a yes, or held back, it can mean either.
 */
export const sendMeans = (text: string): 'own' | 'unclear' => (saysOther(text) || !saysSame(text) ? 'own' : 'unclear')

/** The same question with both ways named. */
export const askJoinOrOwn = (state: State): Step =>
  sayAndWait(state, { say: 'report.join_or_own', choices: joinChoices(offered(state), 'report.choice.own') })

const isShort = (text: string): boolean => text.trim().split(/\s+/).length <= 5
/** "việc mới", "phiếu khác": none of those shown. */
export const saysNewMatter = (text: string): boolean => saysOther(text) && isShort(text)
