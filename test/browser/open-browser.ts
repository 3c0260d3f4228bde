import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core'

/** The phone most residents hold: narrow, touch, slow. */
export const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true, locale: 'vi-VN' } as const
export const desk = { viewport: { width: 1280, height: 860 }, locale: 'vi-VN' } as const

/** Chromium as the machine has it (`CHROMIUM_PATH`, set by `npm run test:browser`). */
export function openBrowser(): Promise<Browser> {
  const executablePath = process.env.CHROMIUM_PATH
  if (!executablePath) throw new Error('CHROMIUM_PATH is not set: run npm run test:browser')
  // as root Chromium needs its sandbox off; it only ever sees our own pages
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] })
}

export type Complaints = { lines: string[] }

/** A page that remembers what went wrong in it: script errors, refused resources, requests that leave this machine. */
export async function openPage(context: BrowserContext): Promise<{ page: Page; complaints: Complaints }> {
  const complaints: Complaints = { lines: [] }
  await context.route('**', (route) => {
    const { hostname } = new URL(route.request().url())
    if (['127.0.0.1', 'localhost'].includes(hostname)) return route.continue()
    complaints.lines.push(`asked for ${route.request().url()}`)
    return route.abort()
  })
  const page = await context.newPage()
  page.on('pageerror', (error) => complaints.lines.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.lines.push(message.text())
  })
  return { page, complaints }
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

type AxeRun = { violations: { id: string; nodes: { html: string }[] }[] }

/** What axe-core finds against WCAG 2.2 AA, one line a fault. Run from our side: the page's own rules let no script in. */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  await page.evaluate(axe)
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
  const { violations } = await page.evaluate<AxeRun>(`axe.run(document, { runOnly: ${JSON.stringify(tags)} })`)
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 120)}`))
}

/** Nothing may stand out of a narrow screen. */
export const isTooWide = (page: Page): Promise<boolean> =>
  page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth')
