import { intents, type Intent, type Meaning } from './meaning.ts'

export type TestMessage = { text: string; intent: Intent; style: string }

export type Tally = { messages: number; right: number; rightInThree: number; acted: number; actedRight: number }

export type Evaluation = {
  overall: Tally
  byStyle: Record<string, Tally>
  byIntent: Record<string, Tally>
  /** How often a message of one intent was taken for another, most frequent first. */
  confusion: { meant: Intent; taken: Intent; times: number }[]
}

/** Judges an understander by messages whose intent is known. */
export function evaluateModel(
  messages: readonly TestMessage[],
  read: (text: string) => Pick<Meaning, 'intent' | 'top' | 'decision'>
): Evaluation {
  const overall = emptyTally()
  const byStyle: Record<string, Tally> = {}
  const byIntent: Record<string, Tally> = {}
  const mistakes = new Map<string, number>()
  for (const { text, intent, style } of messages) {
    const meaning = read(text)
    for (const tally of [overall, (byStyle[style] ??= emptyTally()), (byIntent[intent] ??= emptyTally())]) {
      count(tally, intent, meaning)
    }
    if (meaning.intent !== intent) {
      const key = `${intent} ${meaning.intent}`
      mistakes.set(key, (mistakes.get(key) ?? 0) + 1)
    }
  }
  const confusion = [...mistakes]
    .sort((a, b) => b[1] - a[1])
    .map(([key, times]) => {
      const [meant, taken] = key.split(' ') as [Intent, Intent]
      return { meant, taken, times }
    })
  return { overall, byStyle, byIntent, confusion }
}

function emptyTally(): Tally {
  return { messages: 0, right: 0, rightInThree: 0, acted: 0, actedRight: 0 }
}

function count(
  tally: Tally,
  intent: Intent,
  { intent: taken, top, decision }: Pick<Meaning, 'intent' | 'top' | 'decision'>
): void {
  tally.messages += 1
  if (taken === intent) tally.right += 1
  if (taken === intent || top.some((guess) => guess.intent === intent)) tally.rightInThree += 1
  // A wish for a person is acted upon by handing over: "human" is its act.
  const acted = decision === 'act' || (decision === 'human' && taken === 'human')
  if (!acted) return
  tally.acted += 1
  if (taken === intent) tally.actedRight += 1
}

/** Accuracy, top-3, act-precision and coverage in per cent, one line. */
export function describeTally({ messages, right, rightInThree, acted, actedRight }: Tally): string {
  const share = (part: number, of: number): string => (of === 0 ? '    –' : ((100 * part) / of).toFixed(1).padStart(5))
  return `n ${String(messages).padStart(5)}  top-1 ${share(right, messages)}  top-3 ${share(rightInThree, messages)}  act-precision ${share(actedRight, acted)}  coverage ${share(acted, messages)}`
}

/** The intents of a test set that are no intents of ours. */
export function unknownIntents(messages: readonly { intent: string }[]): string[] {
  return [...new Set(messages.map(({ intent }) => intent))].filter(
    (intent) => !(intents as readonly string[]).includes(intent)
  )
}
