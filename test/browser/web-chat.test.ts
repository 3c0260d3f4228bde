import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openRunningWard, type RunningWard } from '../support/running-ward.ts'
import { accessibilityFaults, desk, isTooWide, openBrowser, openPage, phone } from './open-browser.ts'

let service: RunningWard
let browser: Browser
let base: string

beforeAll(async () => {
  service = await openRunningWard()
  base = await service.app.listen({ port: 0, host: '127.0.0.1' })
  browser = await openBrowser()
})

afterAll(async () => {
  await browser.close()
  await service.close()
})

describe('a resident on a phone', () => {
  test('writes in the web chat and reads the answer without loading the page again', async () => {
    const context = await browser.newContext(phone)
    const { page, complaints } = await openPage(context)
    await page.goto(`${base}/${service.ward.slug}/chat`)
    expect(await isTooWide(page)).toBe(false)
    await page.locator('textarea[name=text]').fill('mấy giờ phường mở cửa')
    await page.getByRole('button', { name: 'Gửi' }).click()
    await page.locator('.bubble.mine').first().waitFor()
    await service.handle()
    await page.locator('.bubble:not(.mine)').first().waitFor()
    expect(await page.locator('.bubble.mine').first().innerText()).toContain('mấy giờ phường mở cửa')
    expect(await accessibilityFaults(page)).toEqual([])
    expect(complaints.lines).toEqual([])
    await context.close()
  })

  test('can write without JavaScript, by sending the form and loading the page again', async () => {
    const context = await browser.newContext({ ...phone, javaScriptEnabled: false })
    const { page } = await openPage(context)
    await page.goto(`${base}/${service.ward.slug}/chat`)
    await page.locator('textarea[name=text]').fill('phường giúp được gì')
    await page.getByRole('button', { name: 'Gửi' }).click()
    await page.waitForURL(/\/chat/)
    await service.handle()
    await page.goto(`${base}/${service.ward.slug}/chat`)
    expect(await page.locator('.bubble:not(.mine)').count()).toBeGreaterThan(0)
    await context.close()
  })
})

describe('anybody', () => {
  test.each([
    { what: 'the board on a phone', path: '', device: phone },
    { what: 'the procedures on a phone', path: '/procedures', device: phone },
    { what: 'the board at a desk', path: '', device: desk },
  ])('can read $what', async ({ path, device }) => {
    const context = await browser.newContext(device)
    const { page, complaints } = await openPage(context)
    await page.goto(`${base}/${service.ward.slug}${path}`)
    expect(await page.locator('h1').count()).toBe(1)
    expect(await isTooWide(page)).toBe(false)
    expect(await accessibilityFaults(page)).toEqual([])
    expect(complaints.lines).toEqual([])
    await context.close()
  })

  test('is shown the officials’ sign-in, which says what to fill in', async () => {
    const context = await browser.newContext(phone)
    const { page, complaints } = await openPage(context)
    await page.goto(`${base}/console`)
    expect(page.url()).toContain('/console/sign-in')
    expect(await isTooWide(page)).toBe(false)
    expect(await accessibilityFaults(page)).toEqual([])
    expect(complaints.lines).toEqual([])
    await context.close()
  })
})
