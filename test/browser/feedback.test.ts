import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { samplePassword } from '../../src/ward/sample/sample-offices.ts'
import { openRunningWard, type RunningWard } from '../support/running-ward.ts'
import { accessibilityFaults, desk, isTooWide, openBrowser, openPage, phone } from './open-browser.ts'

let service: RunningWard
let browser: Browser
let base: string
let folder: string
let picture: string

beforeAll(async () => {
  // by the machine's clock: a browser forgets cookies that lapsed by its own
  service = await openRunningWard({ live: true })
  base = service.address
  browser = await openBrowser()
  folder = mkdtempSync(path.join(tmpdir(), 'loa-proof-'))
  picture = path.join(folder, 'nắp cống mới.jpg')
  writeFileSync(
    picture,
    await sharp({ create: { width: 60, height: 40, channels: 3, background: '#777' } })
      .jpeg()
      .toBuffer()
  )
  // dual posts are usual in a ward: one official takes in and works
  await service.wired.transact(service.ward.id, 'operator', async (work) => {
    await work.db.official.updateMany({
      where: { login: 'motcua' },
      data: { roles: ['one_stop', 'specialist'], unit: 'Kinh tế, Hạ tầng và Đô thị' },
    })
  })
})
afterAll(async () => {
  await browser.close()
  await service.close()
  rmSync(folder, { recursive: true, force: true })
})

/** An official at work who counts what they press; typing is no press, choosing a file is one. */
async function official(login: string, device: Parameters<Browser['newContext']>[0] = desk) {
  const context: BrowserContext = await browser.newContext(device)
  const { page, complaints } = await openPage(context)
  await page.goto(`${base}/console`)
  await page.fill('#login', login)
  await page.fill('#password', samplePassword)
  await page.getByRole('button', { name: 'Đăng nhập' }).click()
  await page.waitForURL(/\/console$/)
  let presses = 0
  return {
    page,
    complaints,
    get presses() {
      return presses
    },
    async press(what: Locator) {
      presses += 1
      await what.click()
      await page.waitForLoadState()
    },
    async choose(what: Locator, file: string) {
      presses += 1
      await what.setInputFiles(file)
    },
    close: () => context.close(),
  }
}

const said = (page: Page) => page.getByRole('status').first().textContent()

describe('two officials', () => {
  it('bring a report from the inbox to an approved answer in at most six presses', async () => {
    const worker = await official('motcua')
    await worker.page.goto(`${base}/console/feedback`)
    await worker.press(worker.page.getByRole('link', { name: /Nắp cống đầu ngõ 43/ }))
    await worker.press(worker.page.getByRole('button', { name: 'Tiếp nhận và giao việc' }))
    expect(await said(worker.page)).toContain('Đã tiếp nhận')
    await worker.page.getByLabel('Nội dung trả lời').fill('Phường đã thay nắp cống mới trong buổi sáng.')
    await worker.choose(worker.page.getByLabel('Ảnh hoặc văn bản minh chứng').first(), picture)
    await worker.press(worker.page.getByRole('button', { name: 'Trình duyệt câu trả lời' }))
    expect(await said(worker.page)).toContain('Đã trình duyệt')

    const leader = await official('lanhdao')
    await leader.page.goto(`${base}/console/feedback`)
    await leader.press(leader.page.getByRole('link', { name: /Nắp cống đầu ngõ 43/ }))
    await leader.press(leader.page.getByRole('button', { name: 'Duyệt và gửi người dân' }))
    expect(await said(leader.page)).toContain('Đã duyệt')

    expect(worker.presses + leader.presses).toBeLessThanOrEqual(6)
    expect([...worker.complaints.lines, ...leader.complaints.lines]).toEqual([])
    await worker.page.goto(`${base}/cam-binh/feedback`)
    expect(await worker.page.locator('main').textContent()).toContain('Nắp cống đầu ngõ 43')
    await worker.close()
    await leader.close()
  })
})

describe('the pages of reports', () => {
  const ofOneStop = [
    '/feedback',
    '/feedback?view=open',
    '/feedback?view=done',
    '/feedback/new',
    '/logbook',
    '/logbook?print=1',
  ]
  const ofLeader = ['/feedback', '/satisfaction', '/reception', '/restricted-feedback']

  it.each([
    { login: 'motcua', paths: ofOneStop, device: phone, where: 'on a phone' },
    { login: 'lanhdao', paths: ofLeader, device: phone, where: 'on a phone' },
    { login: 'motcua', paths: ofOneStop, device: desk, where: 'at a desk' },
  ])('are usable by everyone $where ($login)', async ({ login, paths, device }) => {
    const { page, complaints, close } = await official(login, device)
    for (const one of paths) {
      await page.goto(`${base}/console${one}`)
      expect(await accessibilityFaults(page), one).toEqual([])
      expect(await isTooWide(page), one).toBe(false)
    }
    await page.goto(`${base}/console/feedback?view=open`)
    const reports = await page
      .locator('tbody th a')
      .evaluateAll((links) => links.map((link) => link.getAttribute('href')))
    expect(reports.length).toBeGreaterThan(3)
    for (const report of reports.slice(0, 5)) {
      await page.goto(`${base}${report}`)
      await page.evaluate(`for (const one of document.querySelectorAll('details.act')) one.open = true`)
      expect(await accessibilityFaults(page), report ?? '').toEqual([])
      expect(await isTooWide(page), report ?? '').toBe(false)
    }
    expect(complaints.lines).toEqual([])
    await close()
  })

  it('of the public list are usable by everyone on a phone', async () => {
    const context = await browser.newContext(phone)
    const { page, complaints } = await openPage(context)
    await page.goto(`${base}/cam-binh/feedback`)
    expect(await accessibilityFaults(page)).toEqual([])
    expect(await isTooWide(page)).toBe(false)
    await page.locator('.reports a').first().click()
    await page.waitForLoadState()
    expect(await page.locator('.proofs img').count()).toBe(1)
    expect(await accessibilityFaults(page)).toEqual([])
    expect(await isTooWide(page)).toBe(false)
    expect(complaints.lines).toEqual([])
    await context.close()
  })
})
