import type { DeedName, OutcomeOf } from '../../src/conversation/deeds.ts'
import type { Heard, State, Step, Who } from '../../src/conversation/dialogue.ts'
import type { Intent, Meaning } from '../../src/understanding/meaning.ts'
import type { Saying, Sentence } from '../../src/ward/message/message.ts'

/** Saturday 21/11/2026, ten in the morning. */
export const now = new Date('2026-11-21T03:00:00Z')

export const who: Who = {
  language: 'vi',
  now,
  channel: 'web',
  wardName: 'phường Cẩm Bình',
  neighbourhoodKnown: true,
  citizenLinked: false,
  officialLinked: false,
}

export function meant(
  intent: Intent,
  text: string,
  more: Partial<Omit<Meaning, 'entities'>> & { entities?: Partial<Meaning['entities']> } = {}
): Meaning {
  return {
    text,
    intent,
    confidence: 0.95,
    decision: 'act',
    top: [{ intent, confidence: 0.95 }],
    language: 'vi',
    masked: text,
    ...more,
    entities: {
      dossierCodes: [],
      doubtfulDossierCodes: [],
      feedbackCodes: [],
      phones: [],
      citizenId: false,
      ...more.entities,
    },
  }
}

export const words = (intent: Intent, text: string, more: Parameters<typeof meant>[2] = {}): Heard => ({
  kind: 'words',
  meaning: meant(intent, text, more),
})
export const choice = (choiceId: string): Heard => ({ kind: 'choice', choiceId })
/** Words the classifier was not sure of. */
export const unsure = (text: string): Heard => words('out_of_scope', text, { decision: 'human', confidence: 0.2 })

export const handOver: OutcomeOf<'open_hand_over'> = {
  handOverId: '0',
  answerDueAt: new Date('2026-11-23T01:30:00Z'),
  officeOpen: false,
  hours: [
    { from: '07:30', to: '11:30' },
    { from: '13:30', to: '17:00' },
  ],
  already: false,
  alerted: 0,
}

export const birth = {
  id: '01900000-0000-7000-8000-000000000001',
  name: 'Đăng ký khai sinh',
  deadlineText: 'Ngay trong ngày',
  sameDayUntil: '15:00',
  feeText: 'Không thu phí nếu làm đúng hạn',
  documents: ['Tờ khai (có tại quầy)', 'Giấy chứng sinh', 'Căn cước của người đi làm'],
  whereToDo: 'Trung tâm Phục vụ hành chính công phường',
  onlineLevel: 'full' as const,
  source: 'Luật Hộ tịch 2014',
  asOf: '01/11/2026',
  confirmed: false,
}

export const facts: OutcomeOf<'find_ward_facts'> = {
  asked: [],
  address: '12 phố Mẫu',
  hotline: '0203 000 0000',
  email: null,
  website: null,
  opening: {
    date: '2026-11-21',
    isToday: true,
    spans: [],
    holiday: null,
    openNow: false,
    next: { date: '2026-11-23', spans: handOver.hours },
    provisional: false,
  },
  holiday: null,
  people: [],
  places: [],
  head: null,
}

/** What the ward's deeds answer unless a test says otherwise. */
const usual: Partial<{ [N in DeedName]: OutcomeOf<N> }> = {
  open_hand_over: handOver,
  find_procedures: { kind: 'one', procedure: birth },
  show_procedure: birth,
  find_ward_facts: facts,
  find_agency: { kind: 'none' },
  stop_notices: { kind: 'stopped', elsewhere: false, quiet: null },
  wish_for_letter: { kind: 'official_looks' },
  find_meetings: { neighbourhood: null, lives: 'unknown', local: false, meetings: [] },
  find_elections: { neighbourhood: null, lives: 'unknown', local: false, elections: [] },
  find_disclosures: { disclosures: [], all: 0 },
  find_consultations: { neighbourhood: null, local: false, consultations: [] },
}

export type Told = {
  next: State | null
  say: readonly Saying[]
  /** Every sentence said, those that share a bubble one after the other. */
  sentences: readonly Sentence[]
  keys: string[]
  choices: string[]
  done: { name: DeedName; input: unknown }[]
}

/** Follows a step through its deeds to what is said in the end. */
export function told(step: Step | null, outcomes: Partial<Record<DeedName, unknown>> = {}): Told {
  const done: Told['done'] = []
  let current = step
  while (current !== null && 'ask' in current) {
    const { name, input } = current.ask
    done.push({ name, input })
    current = current.then((name in outcomes ? outcomes[name] : usual[name]) as never)
  }
  const { next, say } = current ?? { next: null, say: [] }
  const sentences = say.flatMap((saying) => [{ say: saying.say, with: saying.with }, ...(saying.and ?? [])])
  return {
    next,
    say,
    sentences,
    keys: sentences.map((one) => one.say),
    choices: say.flatMap((saying) => (saying.choices ?? []).map(({ id }) => id)),
    done,
  }
}
