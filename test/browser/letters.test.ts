import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addDays, wardDateOf } from '../../src/platform/ward-time.ts'
import { recordCitizens } from '../../src/ward/citizen/record-citizens.ts'
import type { CivilEventRecord } from '../../src/ward/civil-event/read-civil-event.ts'
import { recordCivilEvents } from '../../src/ward/civil-event/record-civil-events.ts'
import { openLetterTask } from '../../src/ward/letter-task/open-letter-task.ts'
import { proposeLongevity } from '../../src/ward/longevity/keep-longevity.ts'
import { samplePassword } from '../../src/ward/sample/sample-offices.ts'
import type { Work } from '../../src/ward/work.ts'
import { openRunningWard, type RunningWard } from '../support/running-ward.ts'
import { accessibilityFaults, desk, isTooWide, openBrowser, openPage, phone } from './open-browser.ts'

/** Every page of letters, on a desk and on a phone, with the longest names there are. */

let service: RunningWard
let browser: Browser

beforeAll(async () => {
  service = await openRunningWard({ live: true })
  browser = await openBrowser()
  await service.wired.transact(service.ward.id, 'operator', families)
})
afterAll(async () => {
  await browser.close()
  await service.close()
})

const longName = 'Công Tằng Tôn Nữ Hoàng Nguyễn Thị Phương Khánh'

async function families(work: Work): Promise<void> {
  const today = wardDateOf(work.now)
  const year = Number(today.slice(0, 4))
  await recordCitizens(
    work,
    [
      { reference: 'TRUNG-1', fullName: 'Lê Thị Nghĩa', birthYear: year - 82 },
      { reference: 'TRUNG-2', fullName: 'Lê Thị Nghĩa', birthYear: year - 70 },
    ],
    'import:test'
  )
  const before = { registeredDate: addDays(today, -5) }
  const records: CivilEventRecord[] = [
    {
      ...{ kind: 'birth', registerNumber: '301', ...before },
      people: [
        { role: 'child', fullName: 'Nguyễn Phúc Hoàng Khánh Nghiêm', birthYear: year },
        { role: 'mother', fullName: longName, birthYear: 1996, consent: 'paper' },
        { role: 'father', fullName: 'Nguyễn Phúc Trường Thượng', birthYear: 1993, consent: 'paper' },
      ],
    },
    {
      ...{ kind: 'death', registerNumber: '302', ...before },
      people: [{ role: 'deceased', fullName: 'Lê Thị Nghĩa' }],
    },
    {
      ...{ kind: 'death', registerNumber: '303', ...before },
      people: [
        { role: 'deceased', fullName: 'Trần Minh Cháu', birthYear: year - 3 },
        { role: 'relative', fullName: 'Trần Văn Cả', birthYear: 1990 },
      ],
    },
  ]
  await recordCivilEvents(work, records, 'import:test')
  await openLetterTask(work, { kind: 'death_told', words: 'Cụ Nhớn ở cuối xóm mất rồi, con cháu ở xa chưa về kịp' })
  await openLetterTask(work, { kind: 'birth_wish', words: 'nhà em mới sinh cháu, xin thư chúc mừng' })
  await openLetterTask(work, { kind: 'wrong_person', words: 'nhầm người rồi' })
  await proposeLongevity(work, { year })
}

const find = <T>(useCase: (work: Work) => Promise<T>) => service.wired.transact(service.ward.id, 'operator', useCase)

async function signIn(page: Page): Promise<void> {
  await page.goto(`${service.address}/console`)
  await page.fill('#login', 'vanhoa')
  await page.fill('#password', samplePassword)
  await page.getByRole('button', { name: 'Đăng nhập' }).click()
  await page.waitForURL(/\/console$/)
}

describe.each([
  { where: 'at a desk', device: desk },
  { where: 'on a phone', device: phone },
])('the pages of letters $where', ({ device }) => {
  test('can be read and used by everybody, and nothing stands out of the screen', async () => {
    const letters = await find((work) => work.db.letter.findMany({ orderBy: { id: 'asc' } }))
    const paths = [
      ...['/letters', '/letters/tasks', '/letters/visits', '/letters/texts', '/civil-events', '/longevity', '/fund'],
      ...letters.map(({ id }) => `/letters/${id}`),
      `/fund?letter=${letters[0]!.id}`,
    ].map((path) => `/console${path}`)
    const context = await browser.newContext(device)
    const { page, complaints } = await openPage(context)
    await signIn(page)
    for (const path of [...paths, `/${service.ward.slug}/fund`, `/${service.ward.slug}`]) {
      await page.goto(`${service.address}${path}`)
      expect(await page.locator('h1').count(), path).toBe(1)
      expect(await isTooWide(page), `${path} is too wide`).toBe(false)
      expect(await accessibilityFaults(page), path).toEqual([])
    }
    expect(complaints.lines).toEqual([])
    await context.close()
  }, 120_000)
})

test('a letter on paper is agreed to, given to somebody to bring, and handed over', async () => {
  const { id } = await find((work) => work.db.letter.findFirstOrThrow({ where: { kind: 'marriage', status: 'ready' } }))
  const context = await browser.newContext(phone)
  const { page, complaints } = await openPage(context)
  await signIn(page)
  await page.goto(`${service.address}/console/letters/${id}`)
  await page.getByRole('button', { name: 'Duyệt thư này' }).click()
  await page.fill('#other', 'Tổ trưởng Hoàng Văn Đáng')
  await page.getByRole('button', { name: 'Phân công' }).click()
  await page.goto(`${service.address}/console/letters/visits`)
  expect(await page.locator('main').innerText()).toContain('Tổ trưởng Hoàng Văn Đáng')
  expect(await isTooWide(page)).toBe(false)
  expect(await accessibilityFaults(page)).toEqual([])
  await page.goto(`${service.address}/console/letters/${id}`)
  await page.getByRole('button', { name: 'Ghi đã trao' }).click()
  expect(await find((work) => work.db.letter.findFirstOrThrow({ where: { id } }))).toMatchObject({
    status: 'handed_over',
  })
  expect(complaints.lines).toEqual([])
  await context.close()
})
