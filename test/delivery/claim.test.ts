import { expect, test } from 'vitest'
import { messageOf } from '../../src/delivery/claim.ts'
import { atWardTime } from '../../src/platform/ward-time.ts'

const night = atWardTime('2026-11-25', '02:00')
const day = atWardTime('2026-11-25', '09:00')

test.each([
  ['status', night, true],
  ['status', day, undefined],
  ['reply', night, undefined],
  ['alarm', night, undefined],
] as const)('news makes no sound at night, an answer and an alarm do: %s', (messageClass, now, silent) => {
  const message = messageOf({ say: 'person.alert' }, { class: messageClass, language: 'vi', now }, (key) => key)
  expect(message.silent).toBe(silent)
})
