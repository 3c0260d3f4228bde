import { beforeAll, describe, expect, it } from 'vitest'
import { keepNeighbourhood } from '../../src/ward/neighbourhood/keep-neighbourhood.ts'
import { signedIn, type ConsoleClient, type TestConsole } from '../support/console-client.ts'
import { openDesk } from '../support/open-desk.ts'
import { makeFeedbackWard, type FeedbackWard } from '../support/feedback-ward.ts'

let ward: FeedbackWard
let console: TestConsole
let oneStop: ConsoleClient

beforeAll(async () => {
  const desk = await openDesk(makeFeedbackWard)
  ;({ ward, console } = desk)
  oneStop = await signedIn(console, ward, ['one_stop'])
  await ward.run((work) => keepNeighbourhood(work, { name: 'tổ dân phố 8' }))
  return desk.close
})

const entry = {
  intake: 'deputy',
  kind: 'suggestion',
  text: 'Đề nghị làm lại đường ngõ 27',
  where: 'ngõ 27',
  neighbourhood: '8',
  visibility: 'public_without_name',
  reporter_name: 'Bùi Thị Lựu',
  reporter_phone: '0203 000 0105',
  reporter_address: 'ngõ 27',
  on_behalf: 'cử tri tổ 8',
}

describe('a report told to an official', () => {
  it('goes into the same register, with who told it, for whom and through whom', async () => {
    await oneStop.get('/feedback/new')
    const page = await oneStop.submit(entry, { action: '/feedback/new' })
    expect(page.text).toMatch(/Mã phiếu: PA-\d{4}-\d{4}/)
    for (const words of ['Bùi Thị Lựu', 'cử tri tổ 8', 'Đại biểu Hội đồng nhân dân', 'Tổ dân phố 8'])
      expect(page.text).toContain(words)
    const row = await ward.run((work) => work.db.feedback.findFirstOrThrow({ where: { intake: 'deputy' } }))
    expect(row).toMatchObject({ status: 'awaiting_intake', kind: 'suggestion', visibility: 'public_without_name' })
    expect(row.intakeDueAt).not.toBeNull()
  })

  it('is one report when the button is pressed twice', async () => {
    const page = await oneStop.get('/feedback/new')
    const hidden = Object.fromEntries(
      page.root
        .querySelectorAll('form[action$="/feedback/new"] input[type=hidden]')
        .map((one) => [one.getAttribute('name')!, one.getAttribute('value')!])
    )
    const fields = { ...hidden, ...entry, intake: 'telephone', text: 'Hai lần bấm nút' }
    const [first, second] = [await oneStop.post('/feedback/new', fields), await oneStop.post('/feedback/new', fields)]
    expect(first.path).toBe(second.path)
  })

  it('says beside the field what is missing, and keeps what was typed', async () => {
    await oneStop.get('/feedback/new')
    const page = await oneStop.submit({ ...entry, text: ' ' }, { action: '/feedback/new' })
    expect(page.status).toBe(422)
    expect(page.root.querySelector('#text-fault')).not.toBeNull()
    expect(page.root.querySelector('#reporter_name')?.getAttribute('value')).toBe('Bùi Thị Lựu')
  })

  it('is entered by the one-stop counter alone', async () => {
    const specialist = await signedIn(console, ward, ['specialist'])
    expect((await specialist.get('/feedback/new')).status).toBe(403)
  })
})

describe('a restricted report', () => {
  it('is handled by the person it is given to and by leaders, and is there for nobody else', async () => {
    const named = await signedIn(console, ward, ['culture_social'])
    const other = await signedIn(console, ward, ['culture_social'])
    const leader = await signedIn(console, ward, ['leader'])
    const { feedbackId, code } = await ward.report(await ward.openChat(), 'Cháu bé nhà bên bị đánh hằng đêm')
    const [path, kept] = [`/feedback/${feedbackId}`, `/restricted-feedback/${feedbackId}`]
    await oneStop.get(path)
    expect((await oneStop.submit({ why: 'child' }, { action: `${path}/restrict` })).status).toBe(422)
    const done = await oneStop.submit({ why: 'child', named: named.official.id }, { action: `${path}/restrict` })
    expect(done.text).toContain('Đã chuyển vào diện hạn chế')
    expect(await ward.row(feedbackId)).toMatchObject({ status: 'assigned', urgency: 'urgent', restricted: 'child' })

    expect((await named.get('/restricted-feedback')).text).toContain(code)
    expect((await named.get('/restricted-feedback')).text).not.toContain('bị đánh')
    expect((await named.get(kept)).text).toContain('bị đánh hằng đêm')
    expect((await other.get('/restricted-feedback')).text).not.toContain(code)
    expect((await other.get(kept)).status).toBe(404)
    expect((await oneStop.get(kept)).status).toBe(403)
    for (const client of [named, other, leader, oneStop]) expect((await client.get(path)).status).toBe(404)

    await named.get(kept)
    await named.submit(
      { outcome: 'noted', answer: 'Đã cùng công an và hội phụ nữ đến nhà.' },
      { action: `${kept}/answer` }
    )
    await leader.get(kept)
    await leader.submit({ publish: '1', public_text: 'Cháu bé' }, { action: `${kept}/approve` })
    expect(await ward.row(feedbackId)).toMatchObject({ status: 'answered', visibility: 'private', publicText: null })
    const read = await ward.run((work) => work.db.auditLine.findMany({ where: { action: 'feedback.restricted_read' } }))
    expect(read.length).toBeGreaterThan(0)
  })

  it('of the ordinary kind cannot be read in the restricted place', async () => {
    const leader = await signedIn(console, ward, ['leader'])
    const { feedbackId } = await ward.report(await ward.openChat())
    expect((await leader.get(`/restricted-feedback/${feedbackId}`)).status).toBe(404)
  })
})
