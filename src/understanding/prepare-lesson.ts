import type { Lesson } from './classifier.ts'
import { findAlarm, type Alarm } from './emergency.ts'
import { rawFeatures, type Raw } from './features.ts'
import { intents } from './meaning.ts'
import { readMessage, type Reading } from './reading.ts'
import { signsOf } from './signs.ts'
import type { Utterance } from './utterances.ts'

export type Prepared = { reading: Reading; alarm: Alarm | null; raw: Raw }

/** Everything about a message that the classifier needs: the same for learning and for understanding. */
export function prepare(text: string, now: Date): Prepared {
  const reading = readMessage(text, now)
  const alarm = findAlarm(reading.written) ?? (reading.language === 'en' ? findAlarm(reading.spoken) : null)
  return { reading, alarm, raw: rawFeatures(reading, signsOf(reading, alarm)) }
}

/** Dates are read to be masked while learning; any fixed day serves. */
const anyDay = new Date('2026-01-01T00:00:00+07:00')

export function prepareLesson({ text, intent }: Utterance): Lesson {
  const { raw, alarm } = prepare(text, anyDay)
  return { raw, intent: intents.indexOf(intent), alarm: alarm?.strength ?? 'none' }
}
