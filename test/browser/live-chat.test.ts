import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { samplePassword } from '../../src/ward/sample/sample-offices.ts'
import { openRunningWard, type RunningWard } from '../support/running-ward.ts'
import { accessibilityFaults, desk, isTooWide, openBrowser, openPage, phone } from './open-browser.ts'

/** With its own workers, queue and clock: as the service really runs. */
let ward: RunningWard
let browser: Browser

beforeAll(async () => {
  ward = await openRunningWard({ live: true })
  browser = await openBrowser()
})
afterAll(async () => {
  await browser.close()
  await ward.close()
})

/** What the ward said on the page, oldest first. */
const said = (page: Page) => page.locator('.bubble[data-from=ward] > p').allTextContents()

async function say(page: Page, text: string): Promise<string[]> {
  const before = (await said(page)).length
  await page.fill('#cau', text)
  await page.click('#composer button[type=submit]')
  await page.waitForFunction((count) => document.querySelectorAll('.bubble[data-from=ward]').length > count, before)
  return (await said(page)).slice(before)
}

describe('the web chat in a browser', () => {
  it('answers an old phone live, with buttons, and is usable by everyone', async () => {
    const context = await browser.newContext(phone)
    const { page, complaints } = await openPage(context)
    await page.goto(`${ward.address}/cam-binh/chat`)
    expect(await accessibilityFaults(page)).toEqual([])
    const answer = (await say(page, 'ho so H49.12-261120-0034 cua toi den dau roi a')).join('\n')
    expect(answer).toContain('H49.12-261120-0034')
    await say(page, '4567')
    await page.getByRole('button', { name: 'Báo khi có kết quả' }).click()
    await page.getByText('phường sẽ nhắn ngay tại đây').waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    expect(await isTooWide(page)).toBe(false)
    expect(complaints.lines).toEqual([])
    await context.close()
  })

  it('goes on where it was when the page is opened again', async () => {
    const context = await browser.newContext(phone)
    const page = await context.newPage()
    await page.goto(`${ward.address}/cam-binh/chat`)
    await say(page, 'mấy giờ phường làm việc')
    const before = await said(page)
    await page.reload()
    expect(await said(page)).toEqual(before)
    await context.close()
  })

  it('answers without JavaScript', async () => {
    const context = await browser.newContext({ ...phone, javaScriptEnabled: false })
    const page = await context.newPage()
    await page.goto(`${ward.address}/cam-binh/chat`)
    await page.fill('#cau', 'mấy giờ phường làm việc')
    await page.click('#composer button[type=submit]')
    await page.waitForURL('**/cam-binh/chat*')
    expect((await said(page)).length).toBeGreaterThan(0)
    await context.close()
  })
})

describe('an official and a resident', () => {
  it('talk to each other: asked for in the chat, answered in the console, read in the chat', async () => {
    const residents = await browser.newContext(phone)
    const resident = await residents.newPage()
    await resident.goto(`${ward.address}/cam-binh/chat`)
    await say(resident, 'cho tôi gặp cán bộ với')

    const officials = await browser.newContext(desk)
    const official = await officials.newPage()
    await official.goto(`${ward.address}/console`)
    await official.fill('#login', 'motcua')
    await official.fill('#password', samplePassword)
    await official.getByRole('button', { name: 'Đăng nhập' }).click()
    await official.goto(`${ward.address}/console/hand-overs`)
    expect(await accessibilityFaults(official)).toEqual([])
    await official.locator('tbody th a').first().click()
    expect(await accessibilityFaults(official)).toEqual([])
    await official.locator('form[action$="/answer"] textarea').fill('Dạ, mời ông/bà ra quầy số 2 ạ.')
    await official.locator('form[action$="/answer"] button').click()
    await resident.getByText('mời ông/bà ra quầy số 2').waitFor()
    await officials.close()
    await residents.close()
  })
})
