import ExcelJS from '@protobi/exceljs'
import { beforeAll, describe, expect, it } from 'vitest'
import { restrictFeedback } from '../../src/ward/feedback/restrict-feedback.ts'
import { takeDownFeedback } from '../../src/ward/feedback/submit-feedback.ts'
import { acceptFeedback } from '../../src/ward/feedback/handle-intake.ts'
import { agreeForwarding, forwardFeedback } from '../../src/ward/feedback/forward-feedback.ts'
import { signedIn, type ConsoleClient, type TestConsole } from '../support/console-client.ts'
import { openDesk } from '../support/open-desk.ts'
import { makeFeedbackWard, type FeedbackWard } from '../support/feedback-ward.ts'

let ward: FeedbackWard
let console: TestConsole
let oneStop: ConsoleClient
let restricted: string

beforeAll(async () => {
  const desk = await openDesk(makeFeedbackWard)
  ;({ ward, console } = desk)
  oneStop = await signedIn(console, ward, ['one_stop'])
  const told = {
    intake: 'telephone' as const,
    text: 'Dây điện võng thấp, ông Nguyễn Văn Dần suýt bị vướng',
    reporter: { name: 'Phạm Thị Mùi', address: 'số 5 ngõ 9', onBehalfOf: 'bà con ngõ 9' },
    key: 'sach-1',
  }
  const sent = await ward.as('oneStop', (work) => takeDownFeedback(work, told))
  if (!sent.ok) throw new Error(sent.refusal)
  const { feedbackId } = sent.value
  const classified = { kind: 'problem', field: 'water_power', urgency: 'normal', authority: 'outside' } as const
  await ward.as('oneStop', (work) => acceptFeedback(work, { feedbackId, ...classified }))
  await ward.as('leader', (work) => agreeForwarding(work, { feedbackId }))
  const forwarding = { feedbackId, agency: 'Điện lực khu vực', date: '2026-11-20', number: '37/UBND' }
  await ward.as('oneStop', (work) => forwardFeedback(work, forwarding))
  const hidden = await ward.report(await ward.openChat(), 'Chuyện HẠN-CHẾ')
  await ward.as('oneStop', (work) => restrictFeedback(work, { feedbackId: hidden.feedbackId, why: 'child' }))
  restricted = hidden.code
  return desk.close
})

/** The cells of an exported book, row by row. */
async function exported(address: string): Promise<string[][]> {
  const response = await console.app.inject({
    url: `/console${address}`,
    headers: { cookie: [...oneStop.cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
  })
  expect(response.statusCode).toBe(200)
  expect(response.headers['content-type']).toContain('spreadsheetml')
  const book = new ExcelJS.Workbook()
  await book.xlsx.load(response.rawPayload as never)
  const rows: string[][] = []
  book.worksheets[0]?.eachRow((row) =>
    rows.push(Array.from({ length: row.cellCount }, (_, at) => row.getCell(at + 1).text))
  )
  return rows
}

describe('the logbook', () => {
  it('is exported with exactly its eleven columns', async () => {
    const [head, row] = await exported('/logbook/export?names=full')
    expect(head).toEqual(['Số TT', 'Ngày nhận', 'Kênh', 'Họ tên, địa chỉ', 'Nội dung tóm tắt', 'Người xử lý', 'Hạn', 'Kết quả', 'Ngày trả lời', 'Chuyển đến', 'Hài lòng']) // prettier-ignore
    expect(row?.[0]).toBe('1')
    expect(row?.[2]).toBe('Điện thoại')
    expect(row?.[3]).toBe('Phạm Thị Mùi / bà con ngõ 9, số 5 ngõ 9')
    expect(row?.[7]).toBe('Đã chuyển cơ quan khác')
    expect(row?.[9]).toBe('Điện lực khu vực, 37/UBND')
  })

  it('is taken away as CSV too, the same lines', async () => {
    const response = await console.app.inject({
      url: '/console/logbook/export?names=full&as=csv',
      headers: { cookie: [...oneStop.cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
    })
    expect(response.headers['content-type']).toContain('text/csv')
    expect(response.headers['content-disposition']).toMatch(/\.csv$/)
    const [head, row] = response.body.split('\r\n')
    expect(head).toMatch(/^\uFEFFSố TT,Ngày nhận,Kênh/)
    expect(row).toContain('"Phạm Thị Mùi / bà con ngõ 9, số 5 ngõ 9"')
  })

  it('masks names, addresses and the summary unless they are asked for', async () => {
    const text = JSON.stringify(await exported('/logbook/export'))
    expect(text).toContain('P. T. M.')
    for (const secret of ['Phạm', 'Mùi', 'số 5', 'Nguyễn Văn Dần']) expect(text).not.toContain(secret)
    const page = await oneStop.get('/logbook')
    expect(page.text).toContain('P. T. M.')
    expect(page.text).not.toContain('Phạm Thị Mùi')
    expect((await oneStop.get('/logbook?names=full')).text).toContain('Phạm Thị Mùi')
  })

  it('never holds a restricted report, on the page or in the file', async () => {
    expect(JSON.stringify(await exported('/logbook/export?names=full'))).not.toMatch(/HẠN-CHẾ/)
    expect((await oneStop.get('/logbook?names=full')).text).not.toContain(restricted)
  })

  it('is narrowed by days, unit and channel, and printed whole', async () => {
    expect((await oneStop.get('/logbook?from=2026-01-01&to=2026-01-31')).text).toContain('Không có phiếu nào')
    expect((await oneStop.get('/logbook?intake=zalo')).text).toContain('Không có phiếu nào')
    const printed = await oneStop.get('/logbook?print=1')
    expect(printed.root.querySelector('a[rel=next]')).toBeNull()
    expect(printed.text).toContain('lệnh In')
  })

  it('is written page by page: more reports than are read at once are all in it, once', async () => {
    await ward.run(async (work) => {
      const text = work.seal.text('Rác đầu ngõ')
      await work.db.feedback.createMany({
        data: Array.from({ length: 1_050 }, (_, n) => ({
          code: `PA-2611-${String(n + 5_000)}`,
          status: 'completed',
          intake: 'zalo',
          text,
          submittedAt: work.now,
          enteredAt: work.now,
          createdAt: work.now,
        })),
      })
    })
    const rows = await exported('/logbook/export?intake=zalo')
    expect(rows.slice(1).map(([number]) => Number(number))).toEqual(Array.from({ length: 1_050 }, (_, n) => n + 1))
  }, 60_000)

  it('full names are for those who may export: a specialist sees it masked and cannot take it away', async () => {
    const specialist = await signedIn(console, ward, ['specialist'])
    expect((await specialist.get('/logbook?names=full')).text).not.toContain('Phạm')
    expect((await specialist.get('/logbook/export')).status).toBe(403)
    const lines = await ward.run((work) =>
      work.db.auditLine.findMany({ where: { action: 'feedback.logbook_exported' } })
    )
    expect(lines.length).toBeGreaterThan(0)
  })
})
