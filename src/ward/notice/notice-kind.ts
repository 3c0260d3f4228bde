/** What officials write to many, by kind: what each must say (domain.md §11) and how sober it is. */

export const draftKinds = ['meeting', 'election', 'disclosure', 'general', 'emergency'] as const
export type DraftKind = (typeof draftKinds)[number]

export const isDraftKind = (text: string): text is DraftKind => (draftKinds as readonly string[]).includes(text)

/** How a field is typed: one line, several lines, a ward day, a clock time, one of the fourteen contents of Điều 11. */
export type FieldShape = 'line' | 'lines' | 'date' | 'clock' | 'category'

/** `most`: characters; what stands in a title is shorter. */
export type NoticeField = { name: string; shape: FieldShape; required: boolean; most?: number }

const line = (name: string): NoticeField => ({ name, shape: 'line', required: true })
const titled = (name: string): NoticeField => ({ ...line(name), most: 100 })
const lines = (name: string): NoticeField => ({ name, shape: 'lines', required: true })
const date = (name: string): NoticeField => ({ name, shape: 'date', required: true })
const clock = (name: string): NoticeField => ({ name, shape: 'clock', required: true })
const maybe = (field: NoticeField): NoticeField => ({ ...field, required: false })

/** The form of each kind, in the order in which an official thinks of it. */
export const fieldsOfKind: Readonly<Record<DraftKind, readonly NoticeField[]>> = {
  meeting: [
    lines('agenda'),
    date('event_date'),
    clock('event_clock'),
    line('place'),
    line('attendants'),
    line('convener'),
    line('number'),
    maybe(line('documents')),
    line('contact'),
  ],
  election: [
    lines('candidates'),
    date('event_date'),
    clock('event_clock'),
    line('place'),
    lines('procedure'),
    line('bring'),
    line('contact'),
  ],
  disclosure: [
    titled('subject'),
    { name: 'category', shape: 'category', required: true },
    line('number'),
    date('decided_date'),
    line('posted_at'),
    date('posted_from'),
    date('posted_to'),
    maybe(line('link')),
    line('comments_to'),
    date('comments_until'),
  ],
  general: [
    lines('what'),
    maybe(date('event_date')),
    maybe(clock('event_clock')),
    maybe(line('place')),
    line('contact'),
  ],
  emergency: [
    titled('what'),
    line('where'),
    lines('what_to_do'),
    line('hotline'),
    date('expires_date'),
    clock('expires_clock'),
  ],
}

/** When it happens: all that can be changed of a correction, or of what the clock wrote. */
export const eventFields: readonly NoticeField[] = [maybe(date('event_date')), maybe(clock('event_clock'))]

/** An invitation without a day invites to nothing, and no lead time can be kept before it. */
export const needsEvent = (kind: DraftKind): boolean => kind === 'meeting' || kind === 'election'

/** Fields that only the words of an occasion have. */
const occasionFields: readonly NoticeField[] = [
  ...[line('title'), lines('question'), line('background'), date('closes_date'), date('answer_date')],
  ...[line('minutes'), line('yes'), line('total'), line('why'), line('elected'), line('present'), line('summary')],
  ...[line('explanation'), lines('sessions'), line('period'), date('until_date'), clock('end_clock')],
]

/** How the blank of a template is written; what is not known is one line. */
export const shapeOf = (name: string): FieldShape =>
  [...Object.values(fieldsOfKind).flat(), ...occasionFields].find((field) => field.name === name)?.shape ?? 'line'

/** No emoji, no cheer: an invitation by law, an election, a disclosure, a danger. */
export const isSober = (kind: DraftKind): boolean => kind !== 'general'

/** A general notice and an emergency rest on no duty to tell every household; the other three do. */
export const isStatutory = (kind: DraftKind): boolean =>
  kind === 'meeting' || kind === 'election' || kind === 'disclosure'

/** What an official filled in, by field name. */
export type Facts = Readonly<Record<string, string>>

/** The required fields that are still empty. */
export const missingFacts = (kind: DraftKind, facts: Facts): string[] =>
  fieldsOfKind[kind].filter(({ name, required }) => required && !facts[name]?.trim()).map(({ name }) => name)
