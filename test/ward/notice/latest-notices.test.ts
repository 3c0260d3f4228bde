import { afterEach, beforeEach, expect, test } from 'vitest'
import { latestNotices } from '../../../src/ward/notice/latest-notices.ts'
import { openMassWard, type MassWard } from '../../support/mass-ward.ts'

let ward: MassWard
let chats: string[]

beforeEach(async () => {
  ward = await openMassWard()
  chats = await ward.addChats(2)
})
afterEach(() => ward.close())

const latestOf = (conversationId: string) =>
  ward.run((work) => latestNotices(work, { conversationId } as Parameters<typeof latestNotices>[1], {}))

/** Scheduled and sent to everybody there is. */
async function send(title: string): Promise<string> {
  const id = await ward.schedule()
  await ward.run(({ db }) => db.notice.update({ where: { id }, data: { title } }))
  await ward.work()
  return id
}

test('of the last thirty days, newest first, and of nobody else', async () => {
  expect(await latestOf(chats[0]!)).toEqual([])
  await send('Cúp nước sáng mai')
  ward.clock.pass(40 * 86_400)
  const second = await send('Tiêm phòng cho trẻ')
  ward.clock.pass(86_400)
  const third = await send('Họp tổ dân phố')
  const found = await latestOf(chats[0]!)
  expect(found.map(({ noticeId, title }) => [noticeId, title])).toEqual([
    [third, 'Họp tổ dân phố'],
    [second, 'Tiêm phòng cho trẻ'],
  ])
  const [newcomer] = await ward.addChats(1, 'zalo', 'later-')
  expect(await latestOf(newcomer!)).toEqual([])
})

test('without what was stopped', async () => {
  const id = await send('Nội dung sai')
  await ward.run(({ db }) => db.notice.update({ where: { id }, data: { status: 'stopped' } }))
  expect(await latestOf(chats[0]!)).toEqual([])
})

test('at most five', async () => {
  for (let n = 1; n <= 7; n++) {
    await send(`Tin ${n}`)
    ward.clock.pass(86_400)
  }
  expect((await latestOf(chats[1]!)).map(({ title }) => title)).toEqual(['Tin 7', 'Tin 6', 'Tin 5', 'Tin 4', 'Tin 3'])
})
