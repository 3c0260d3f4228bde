import { afterEach, beforeEach, expect, test } from 'vitest'
import { recordDeliveryReceipt } from '../../../src/ward/delivery/record-delivery-receipt.ts'
import { checkLedger } from '../../../src/ward/delivery/check-ledger.ts'
import { listDeliveries } from '../../../src/ward/delivery/list-deliveries.ts'
import { openMassWard, type MassWard } from '../../support/mass-ward.ts'

let ward: MassWard

beforeEach(async () => {
  ward = await openMassWard()
})
afterEach(() => ward.close())

const check = () => ward.run(checkLedger)

test('a day is counted the night after; receipts change no count, a row that is gone is told every night', async () => {
  const [chat] = await ward.addChats(5)
  const noticeId = await ward.schedule()
  await ward.work()
  expect(await check()).toEqual([]) // the day is not over
  ward.clock.set('2026-11-23T17:00:00Z') // midnight
  expect(await check()).toEqual([])
  const { lines } = await ward.run((work) => listDeliveries(work, { noticeId }))
  const first = lines.find(({ conversationId }) => conversationId === chat)!
  const receipt = { conversationId: chat!, providerIds: [first.providerId!], state: 'read' as const }
  await ward.run((work) => recordDeliveryReceipt(work, receipt))
  ward.clock.set('2026-11-24T17:00:00Z')
  expect(await check()).toEqual([])
  await ward.run(({ db }) => db.$executeRaw`delete from delivery where slot = 2`)
  const gap = { dayDate: '2026-11-23', way: 'zalo', counted: 5, found: 4 }
  for (const night of ['2026-11-25T17:00:00Z', '2026-11-26T17:00:00Z']) {
    ward.clock.set(night)
    expect(await check()).toEqual([gap])
  }
})
