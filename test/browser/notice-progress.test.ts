import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { sendNotice, type MassDeps } from '../../src/delivery/mass/send-notice.ts'
import { newId } from '../../src/platform/ids.ts'
import { approveNotice } from '../../src/ward/notice/approve-notice.ts'
import { draftNotice } from '../../src/ward/notice/draft-notice.ts'
import { pauseNotice } from '../../src/ward/notice/hold-notice.ts'
import { noticeProgress } from '../../src/ward/notice/notice-progress.ts'
import { submitNotice } from '../../src/ward/notice/submit-notice.ts'
import { samplePassword } from '../../src/ward/sample/sample-offices.ts'
import type { Work } from '../../src/ward/work.ts'
import { startNotice } from '../../workers/start-notice.ts'
import { openRunningWard, type RunningWard } from '../support/running-ward.ts'
import { accessibilityFaults, isTooWide, openBrowser, openPage, phone, type Complaints } from './open-browser.ts'

/** A notice on its way, watched: the workers' own code sends as many as the test allows, and rests until it allows more. */

let service: RunningWard
let browser: Browser

beforeAll(async () => {
  service = await openRunningWard({ live: 'doors' })
  browser = await openBrowser()
  const users = service.zalo.addUsers(40)
  await run(async ({ db, seal, now }) => {
    const account = await db.channelAccount.findFirstOrThrow({ where: { channel: 'zalo' } })
    await db.conversation.createMany({
      data: users.map((user) => ({
        ...{ id: newId(), accountId: account.id, channel: 'zalo', lastInboundAt: now },
        ...{ addressHash: seal.hash('address', user), address: seal.text(user) },
      })),
    })
  })
})
afterAll(async () => {
  await browser.close()
  await service.close()
})

const run = <T>(useCase: (work: Work) => Promise<T>): Promise<T> =>
  service.wired.transact(service.ward.id, 'operator', useCase)

/** An approved notice that has not left yet: an emergency, because it leaves at every hour. */
async function approved(): Promise<string> {
  const officials = await run((work) => work.db.official.findMany({ select: { id: true, login: true } }))
  const idOf = (login: string) => officials.find((one) => one.login === login)!.id
  const title = 'Khẩn: mưa lớn, nước lên nhanh'
  const body = 'Bà con lên chỗ cao, tắt cầu dao điện. Gọi 112.'
  const words = { vi: { title, body } }
  const drafted = await run((work) =>
    draftNotice(work, { kind: 'emergency', title, words, audience: {}, authorId: idOf('tructuyen') })
  )
  if (!drafted.ok) throw new Error(drafted.refusal)
  const noticeId = drafted.value.id
  expect(await run((work) => submitNotice(work, { noticeId, officialId: idOf('tructuyen') }))).toMatchObject({
    ok: true,
  })
  expect(await run((work) => approveNotice(work, { noticeId, officialId: idOf('lanhdao') }))).toMatchObject({
    ok: true,
  })
  return noticeId
}

/** One turn of the workers' sender that may send so many; what is left of a batch is due again for the next turn. */
let turns = 0
async function send(noticeId: string, mostMessages: number): Promise<void> {
  let left = mostMessages
  turns += 1
  const aheadMs = turns * 1_000
  const { mass } = service.wired
  const take: MassDeps['pace']['take'] = (_account, wanted) => {
    const granted = Math.min(left, wanted)
    left -= granted
    return Promise.resolve({ granted, waitMs: 0, gapMs: 0 })
  }
  const clock = { now: () => new Date(mass.clock.now().getTime() + aheadMs) }
  await sendNotice({ ...mass, clock, pace: { ...mass.pace, take } }, service.ward.id, noticeId)
}

const progressOf = (noticeId: string) => run((work) => noticeProgress(work, { noticeId }))
const begin = (noticeId: string) => startNotice(service.wired, service.ward.id, noticeId)

async function watch(noticeId: string, device: Parameters<Browser['newContext']>[0] = phone) {
  const context: BrowserContext = await browser.newContext(device)
  const { page, complaints } = await openPage(context)
  await page.goto(`${service.address}/console`)
  await page.fill('#login', 'lanhdao')
  await page.fill('#password', samplePassword)
  await page.getByRole('button', { name: 'Đăng nhập' }).click()
  await page.waitForURL(/\/console$/)
  await page.goto(`${service.address}/console/notices/${noticeId}`)
  return { context, page, complaints }
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
/** The sentence of the page says what the ledger does. */
async function counted(page: Page, noticeId: string): Promise<{ left: number; settled: number; total: number }> {
  const { left, total, byStatus } = await progressOf(noticeId)
  const settled = total - (byStatus.waiting ?? 0) - (byStatus.held ?? 0)
  await page.getByText(`Đã có kết quả ${settled} trên ${total}; đã gửi đi ${left};`).waitFor()
  return { left, settled, total }
}
/** Written on the page itself: gone as soon as the whole page is read again. */
const mark = (page: Page) => page.evaluate(`document.body.dataset.seen = 'yes'`)
const isSamePage = (page: Page) => page.evaluate<boolean>(`document.body.dataset.seen === 'yes'`)

describe('a notice that is watched while it goes out', () => {
  let noticeId: string
  let context: BrowserContext
  let page: Page
  let complaints: Complaints

  beforeEach(async () => {
    noticeId = await approved()
    return () => context.close()
  })

  it('shows by itself that it leaves, counts on in its place, and rests and goes on when told', async () => {
    ;({ context, page, complaints } = await watch(noticeId))
    expect(await button(page, 'Tạm dừng').count()).toBe(0)
    await begin(noticeId)
    await button(page, 'Tạm dừng').waitFor()
    expect((await counted(page, noticeId)).left).toBe(0)
    await mark(page)
    await button(page, 'Tạm dừng').focus()
    await send(noticeId, 10)
    const first = await counted(page, noticeId)
    expect(first.left).toBeGreaterThan(0)
    expect(await page.locator('progress').getAttribute('value')).toBe(String(first.settled))
    expect(await isSamePage(page)).toBe(true)
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Tạm dừng')
    expect(await isTooWide(page)).toBe(false)
    expect(await accessibilityFaults(page)).toEqual([])

    await button(page, 'Tạm dừng').click()
    await button(page, 'Tiếp tục gửi').waitFor()
    await send(noticeId, 10)
    expect((await counted(page, noticeId)).left).toBe(first.left)
    expect(await button(page, 'Tạm dừng').count()).toBe(0)
    expect(await isTooWide(page)).toBe(false)
    expect(await accessibilityFaults(page)).toEqual([])

    await button(page, 'Tiếp tục gửi').click()
    await button(page, 'Tạm dừng').waitFor()
    await send(noticeId, 10)
    expect((await counted(page, noticeId)).left).toBeGreaterThan(first.left)
    expect(complaints.lines).toEqual([])
  })

  it('is stopped for good with the reason typed while it goes on, also when it rests meanwhile, and says how many had it', async () => {
    await begin(noticeId)
    ;({ context, page, complaints } = await watch(noticeId))
    await page.getByText('Dừng hẳn', { exact: true }).click()
    await page.fill('#reason', 'Nước đã rút')
    await send(noticeId, 10)
    const { left, total } = await progressOf(noticeId)
    expect(left).toBeGreaterThan(0)
    await run((work) => pauseNotice(work, { noticeId }))
    expect(await isTooWide(page)).toBe(false)
    expect(await accessibilityFaults(page)).toEqual([])
    await button(page, 'Dừng hẳn ngay').click()
    await page.getByText(`Đã dừng. ${left} trên ${total} đã gửi`).waitFor()
    for (const name of ['Tạm dừng', 'Tiếp tục gửi', 'Dừng hẳn ngay']) expect(await button(page, name).count()).toBe(0)
    await send(noticeId, 10)
    expect((await counted(page, noticeId)).left).toBe(left)
    expect(await page.locator('main').innerText()).toContain('Nước đã rút')
    expect(await accessibilityFaults(page)).toEqual([])
    expect(complaints.lines).toEqual([])
  })

  it('shows what another official does meanwhile', async () => {
    await begin(noticeId)
    ;({ context, page, complaints } = await watch(noticeId))
    await button(page, 'Tạm dừng').waitFor()
    await run((work) => pauseNotice(work, { noticeId }))
    await button(page, 'Tiếp tục gửi').waitFor()
    expect(await page.locator('main').innerText()).toContain('Cán bộ đã cho tạm dừng')
    expect(complaints.lines).toEqual([])
  })

  it('is watched on when the service was away for a moment', async () => {
    await begin(noticeId)
    ;({ context, page, complaints } = await watch(noticeId))
    await mark(page)
    let asked = 0
    const answeredAway = new Promise<void>((resolve) => {
      void page.route(`**/notices/${noticeId}`, async (route) => {
        asked += 1
        if (asked > 2) return route.fallback()
        await route.fulfill({ status: 503, contentType: 'text/html', body: '<h1>503</h1>' })
        if (asked === 2) resolve()
      })
    })
    await answeredAway
    await send(noticeId, 10)
    expect((await counted(page, noticeId)).left).toBeGreaterThan(0)
    expect(await isSamePage(page)).toBe(true)
  })

  it('can be watched without a script', async () => {
    await begin(noticeId)
    ;({ context, page, complaints } = await watch(noticeId, { ...phone, javaScriptEnabled: false }))
    await send(noticeId, 10)
    await page.locator('noscript a').click()
    expect((await counted(page, noticeId)).left).toBeGreaterThan(0)
    await page.getByText('Dừng hẳn', { exact: true }).click()
    await page.fill('#reason', 'Nước đã rút')
    await send(noticeId, 10)
    await button(page, 'Dừng hẳn ngay').click()
    await page.getByText('Nước đã rút').waitFor()
  })
})
