import { afterAll, beforeAll, expect, it } from 'vitest'
import { endAgreement, recordAgreement, takeBackEnd } from '../../../src/ward/neighbourhood/channel-agreement.ts'
import type { Work } from '../../../src/ward/work.ts'
import { holdOpen, untilWaiting } from '../../support/at-once.ts'
import { okay } from '../../support/okay.ts'
import { makeParticipatingWard, type ParticipatingWard } from '../../support/participating-ward.ts'
import { freshDatabase, type TestDatabase } from '../../support/test-ward.ts'

let at: TestDatabase
let ward: ParticipatingWard

beforeAll(async () => {
  at = await freshDatabase()
  ward = await makeParticipatingWard(at)
})
afterAll(() => at.drop())

const record =
  (agreedDate: string, channel: 'zalo' | 'web' = 'zalo') =>
  (work: Work) =>
    recordAgreement(work, {
      ...{ neighbourhoodId: ward.twelve, channel, agreedDate },
      ...{ minutesRef: '05/BB-TDP12', officialId: ward.officialId },
    })

it('of two officials who write down an agreement at the same moment one is told that it is there', async () => {
  const held = holdOpen(ward, record('2026-11-10'))
  await held.reached
  const second = ward.act(record('2026-11-11'))
  await untilWaiting(at.database)
  held.letGo()
  expect((await held.done).ok).toBe(true)
  expect(await second).toEqual({ ok: false, refusal: 'agreed_already' })
})

it('an agreement stands again when its end is taken back, unless another one stands by then', async () => {
  const { agreementId } = okay(await ward.act(record('2026-11-02', 'web')))
  okay(await ward.act((work) => endAgreement(work, { agreementId })))
  expect(await ward.act(record('2026-11-02', 'web'))).toEqual({ ok: false, refusal: 'agreed_and_ended' })
  okay(await ward.act((work) => takeBackEnd(work, { agreementId })))
  okay(await ward.act((work) => endAgreement(work, { agreementId })))
  okay(await ward.act(record('2026-11-12', 'web')))
  expect(await ward.act((work) => takeBackEnd(work, { agreementId }))).toEqual({ ok: false, refusal: 'agreed_already' })
})
