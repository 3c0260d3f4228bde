import type { Browser, BrowserContextOptions } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { samplePassword } from '../../src/ward/sample/sample-offices.ts'
import { openRunningWard, type RunningWard } from '../support/running-ward.ts'
import { accessibilityFaults, desk, isTooWide, openBrowser, openPage, phone } from './open-browser.ts'

let service: RunningWard
let browser: Browser
let base: string
let paths: string[]

beforeAll(async () => {
  service = await openRunningWard({ live: true })
  base = service.address
  browser = await openBrowser()
  paths = await service.wired.transact(service.ward.id, 'operator', async ({ db }) => {
    const meeting = await db.meeting.findFirstOrThrow({ where: { status: 'called' } })
    const election = await db.election.findFirstOrThrow()
    const disclosure = await db.disclosure.findFirstOrThrow({ where: { status: 'published' } })
    const consultation = await db.consultation.findFirstOrThrow()
    const waiting = await db.notice.findFirstOrThrow({ where: { status: 'submitted' } })
    const draft = await db.notice.findFirstOrThrow({ where: { source: 'ladder_meeting', status: 'draft' } })
    return [
      ...['/console/duties', '/console/law-rules', '/console/agreements', '/console/visits'],
      '/console/agreements/new',
      ...['/console/meetings', '/console/meetings/new', `/console/meetings/${meeting.id}`],
      ...[`/console/meetings/${meeting.id}/households`, '/console/elections', '/console/elections/new'],
      ...[`/console/elections/${election.id}`, '/console/disclosures', '/console/disclosures/new'],
      ...['/console/disclosures/quarter', `/console/disclosures/${disclosure.id}`, '/console/consultations'],
      ...['/console/consultations/new', `/console/consultations/${consultation.id}`, '/console/notices'],
      ...['/console/notices/new?kind=meeting', '/console/notices/calendar', '/console/notices/recurring'],
      ...['/console/notices/templates', '/console/notices/templates/meeting_invite', '/console/notices/deputies'],
      ...[`/console/notices/${waiting.id}`, `/console/notices/${draft.id}`, `/console/notices/${draft.id}/words`],
      ...[`/console/notices/${draft.id}/audience`, `/console/notices/${waiting.id}/repeat`],
      ...[`/console/notices/together/meeting/${meeting.id}`, '/console/law-rules?only=unconfirmed'],
      ...['/console/audit', '/console/procedures', '/console/agencies', '/console/calendar'],
      ...['/meetings', `/meetings/${meeting.id}`, '/elections', `/elections/${election.id}`, '/disclosures'].map(
        onBoard
      ),
      ...['/disclosures/quarter', `/disclosures/${disclosure.id}`, '/consultations'].map(onBoard),
      ...[`/consultations/${consultation.id}`].map(onBoard),
    ]
  })
})

const onBoard = (path: string): string => `/${service.ward.slug}${path}`

afterAll(async () => {
  await browser.close()
  await service.close()
})

/** Every page of meetings, elections, disclosures, consultations, their notices and duties, and the long lists, in turn. */
async function look(device: BrowserContextOptions): Promise<string[]> {
  const context = await browser.newContext(device)
  const { page, complaints } = await openPage(context)
  await page.goto(`${base}/console/sign-in`)
  await page.fill('[name=login]', 'lanhdao')
  await page.fill('[name=password]', samplePassword)
  await page.click('main button')
  await page.waitForURL('**/console')
  const faults: string[] = []
  for (const path of paths) {
    const answer = await page.goto(`${base}${path}`)
    if (answer?.status() !== 200 || !page.url().endsWith(path))
      faults.push(`${path}: ${answer?.status()} ${page.url()}`)
    // what is folded is looked at unfolded
    await page.evaluate(`for (const one of document.querySelectorAll('main details')) one.open = true`)
    if (await isTooWide(page)) faults.push(`${path}: stands out of the screen`)
    faults.push(...(await accessibilityFaults(page)).map((fault) => `${path}: ${fault}`))
  }
  await context.close()
  return [...faults, ...complaints.lines]
}

describe('what officials and residents see of an occasion', () => {
  test('fits a desk, and everybody can use it', async () => expect(await look(desk)).toEqual([]), 240_000)
  test('fits a phone, and everybody can use it', async () => expect(await look(phone)).toEqual([]), 240_000)
})
