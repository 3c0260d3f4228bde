import type { Lesson } from './classifier.ts'
import { dangerSigns, type DangerLesson } from './danger-model.ts'
import { findAlarm, type Alarm } from './emergency.ts'
import { rawFeatures, type Raw } from './features.ts'
import { intents, type Intent } from './meaning.ts'
import { readMessage, type Reading } from './reading.ts'
import { signsOf } from './signs.ts'
import type { DangerText, Utterance } from './utterances.ts'

export type Prepared = { reading: Reading; alarm: Alarm | null; raw: Raw }

/** Everything about a message that the classifier needs: the same for learning and for understanding. */
export function prepare(text: string, now: Date): Prepared {
  const reading = readMessage(text, now)
  const alarm = findAlarm(reading.written) ?? (reading.language === 'en' ? findAlarm(reading.spoken) : null)
  return { reading, alarm, raw: rawFeatures(reading, signsOf(reading, alarm)) }
}

/** Dates are read to be masked while learning; any fixed day serves. */
const anyDay = new Date('2026-01-01T00:00:00+07:00')

/** What is told under these is mostly trouble, and trouble sounds like danger. */
const troubles: ReadonlySet<Intent> = new Set([
  'report_problem',
  'suggest',
  'feedback_status',
  'praise',
  'complaint_denunciation',
  'neighbour_dispute',
  'other_agency',
])

export function prepareLesson({ text, intent }: Utterance): Lesson & DangerLesson {
  const told = dangerLesson(text, intent === 'emergency')
  return { ...told, intent: intents.indexOf(intent), alike: troubles.has(intent) }
}

/** The same for danger alone and without marks, where it has some: half of those in need do not type them. */
export const bareLesson = ({ text, intent }: Utterance): DangerLesson[] =>
  bareDangerLesson({ text, danger: intent === 'emergency' }).map((bare) => ({ ...bare, alike: troubles.has(intent) }))

function bareDangerLesson({ text, danger }: DangerText): DangerLesson[] {
  const bare = withoutMarks(text)
  return bare === text ? [] : [dangerLesson(bare, danger)]
}

export const dangerLessons = (told: DangerText): DangerLesson[] => [
  { ...dangerLesson(told.text, told.danger), alike: !told.danger },
  ...bareDangerLesson(told).map((lesson) => ({ ...lesson, alike: !told.danger })),
]

function dangerLesson(text: string, danger: boolean): DangerLesson {
  const { reading, alarm, raw } = prepare(text, anyDay)
  return { ...dangerSigns(reading, alarm, raw), danger }
}

/** As typed on a telephone without a Vietnamese keyboard; capitals stay. */
const withoutMarks = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replaceAll('đ', 'd')
    .replaceAll('Đ', 'D')
