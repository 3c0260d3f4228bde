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
