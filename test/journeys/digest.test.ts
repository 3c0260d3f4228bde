import { afterAll, beforeAll, expect, it } from 'vitest'
import { sendNotice } from '../../src/delivery/mass/send-notice.ts'
import { approveNotice } from '../../src/ward/notice/approve-notice.ts'
import { correctNotice } from '../../src/ward/notice/correct-notice.ts'
import { draftNotice } from '../../src/ward/notice/draft-notice.ts'
import { gatherDigests } from '../../src/ward/notice/expand-notice.ts'
import { submitNotice } from '../../src/ward/notice/submit-notice.ts'
import type { Work } from '../../src/ward/work.ts'
import { startNotice } from '../../workers/start-notice.ts'
import { openRunningWard, type Correspondent, type RunningWard } from '../support/running-ward.ts'

let running: RunningWard
let zalo: Correspondent
let web: Correspondent
let stranger: Correspondent
const ids: Record<string, string> = {}

const run = <T>(useCase: (work: Work) => Promise<T>): Promise<T> =>
  running.wired.transact(running.ward.id, 'operator', useCase)

async function worked(noticeId: string): Promise<void> {
  await startNotice(running.wired, running.ward.id, noticeId)
  for (let turn = 0; turn < 2; turn++) await sendNotice(running.wired.mass, running.ward.id, noticeId)
}

async function approved(noticeId: string): Promise<void> {
  expect(await run((work) => submitNotice(work, { noticeId, officialId: ids['vanhoa']! }))).toMatchObject({ ok: true })
  expect(await run((work) => approveNotice(work, { noticeId, officialId: ids['lanhdao']! }))).toMatchObject({
    ok: true,
  })
  await worked(noticeId)
}

async function sent(title: string, body: string): Promise<string> {
  const place = await run((work) => work.db.neighbourhood.findFirstOrThrow({ where: { code: '12' } }))
  const draft = {
    ...{ kind: 'general' as const, title, words: { vi: { title, body } }, audience: { neighbourhoods: [place.id] } },
    authorId: ids['vanhoa']!,
  }
  const drafted = await run((work) => draftNotice(work, draft))
  if (!drafted.ok) throw new Error(drafted.refusal)
  await approved(drafted.value.id)
  return drafted.value.id
}

const vaccines = 'Lịch tiêm chủng tháng 11 của tổ dân phố 12'
const cleaning = 'Tổng vệ sinh môi trường cuối tuần'

beforeAll(async () => {
  running = await openRunningWard({ at: '2026-11-25T09:00:00+07:00' })
  for (const { id, login } of await run((work) => work.db.official.findMany({ select: { id: true, login: true } })))
    ids[login] = id
  ;[zalo, web, stranger] = [running.byZalo(), running.byWeb(), running.byWeb()]
  for (const [who, place] of [
    [zalo, 'tổ 12'],
    [web, 'tổ 12'],
    [stranger, 'tổ 11'],
  ] as const) {
    await who.says('xin chào')
    await who.says(place)
  }
  await sent('Thu gom rác tổ dân phố 12', 'Xe thu gom rác đến lúc 18 giờ 00 hằng ngày.')
  ids[vaccines] = await sent(vaccines, 'Trạm y tế tiêm chủng cho trẻ em.\nXin {{salutation}} mang sổ tiêm theo.')
  ids[cleaning] = await sent(cleaning, 'Mời bà con quét dọn ngõ xóm.\nTập trung ở nhà văn hóa tổ dân phố 12.')
  running.clock.set('2026-11-25T18:00:00+07:00')
  for (const one of [zalo, web]) await one.hears()
  await run(gatherDigests)
  const digest = await run((work) => work.db.notice.findFirstOrThrow({ where: { kind: 'digest' } }))
  for (let turn = 0; turn < 2; turn++) await sendNotice(running.wired.mass, running.ward.id, digest.id)
}, 240_000)
afterAll(() => running.close())

it('what the digest named is said in its approved words, by its button and by its name', async () => {
  const digest = (await zalo.hears()).join('\n')
  await web.hears()
  expect(digest).toContain(`1. ${vaccines}\nTrạm y tế tiêm chủng cho trẻ em`)
  expect(digest).toContain(`2. ${cleaning}\nMời bà con quét dọn ngõ xóm`)
  expect((await web.presses('Xem tin 1')).join('\n')).toContain('Xin ông/bà mang sổ tiêm theo.')
  expect((await zalo.says('tong ve sinh moi truong')).join('\n')).toContain('Tập trung ở nhà văn hóa')
  expect((await web.says('cho tôi xem lịch tiêm chủng tháng 11')).join('\n')).toContain('mang sổ tiêm theo')
})

it('a wish that names the same thing is still a wish, and nobody reads what was not theirs', async () => {
  expect((await web.says('đừng gửi tin tiêm chủng nữa')).join('\n')).not.toContain('mang sổ tiêm theo')
  expect((await stranger.says('lịch tiêm chủng tháng 11')).join('\n')).not.toContain('mang sổ tiêm theo')
})

it('of a notice that was corrected the new words are said; of one that was stopped, that it holds no more', async () => {
  const words = { vi: { title: vaccines, body: 'Trạm y tế tiêm chủng cho trẻ em.\nĐổi sang buổi chiều.' } }
  const noticeId = ids[vaccines]!
  const correction = await run((work) => correctNotice(work, { noticeId, words }))
  if (!correction.ok) throw new Error(correction.refusal)
  running.clock.set('2026-11-26T09:00:00+07:00')
  await approved(correction.value.id)
  expect((await zalo.says(vaccines)).join('\n')).toMatch(/đã thay đổi.*Đổi sang buổi chiều/s)
  await run(({ db }) => db.notice.updateMany({ where: { id: ids[cleaning]! }, data: { status: 'stopped' } }))
  expect((await zalo.says(cleaning)).join('\n')).toContain('không còn đúng nữa')
})
