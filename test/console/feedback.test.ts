import { beforeAll, describe, expect, it } from 'vitest'
import sharp from 'sharp'
import { acts } from '../../src/console/feedback/acts.ts'
import { transitions } from '../../src/ward/feedback/feedback.ts'
import { lineEvents } from '../../src/ward/feedback/take-step.ts'
import { loadTranslate } from '../../src/platform/i18n.ts'
import { newId } from '../../src/platform/ids.ts'
import { keepNeighbourhood } from '../../src/ward/neighbourhood/keep-neighbourhood.ts'
import type { Role } from '../../src/ward/official/permission.ts'
import { signedIn, type ConsoleClient, type Page, type TestConsole } from '../support/console-client.ts'
import { openDesk } from '../support/open-desk.ts'
import { makeFeedbackWard, type FeedbackWard } from '../support/feedback-ward.ts'

let ward: FeedbackWard
let console: TestConsole
let oneStop: ConsoleClient
let specialist: ConsoleClient
let leader: ConsoleClient
let photo: Buffer

const unit = 'Kinh tế, Hạ tầng và Đô thị'

beforeAll(async () => {
  const desk = await openDesk(makeFeedbackWard)
  ;({ ward, console } = desk)
  await ward.run((work) => work.db.official.updateMany({ where: { roles: { has: 'specialist' } }, data: { unit } }))
  oneStop = await signedIn(console, ward, ['one_stop'])
  const worker = await signedIn(console, ward, ['specialist'])
  await ward.run((work) => work.db.official.update({ where: { id: worker.official.id }, data: { unit } }))
  specialist = worker
  leader = await signedIn(console, ward, ['leader'])
  photo = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#888' } })
    .jpeg()
    .toBuffer()
  return desk.close
})

const send = async (text?: string, more?: Record<string, unknown>) => {
  const chat = await ward.openChat()
  const { feedbackId, code } = await ward.report(chat, text, more)
  return { id: feedbackId, code, chat, path: `/feedback/${feedbackId}` }
}
const actsOn = (page: Page): string[] =>
  page.root.querySelectorAll('main form[method=post]').map((form) => form.getAttribute('action')!.split('/').at(-1)!)
const classified = { kind: 'problem', field: 'drainage', urgency: 'normal', authority: 'ward' }
const accept = async (path: string, more: Record<string, string> = { unit }) => {
  await oneStop.get(path)
  return oneStop.submit({ ...classified, ...more }, { action: `${path}/accept` })
}
const uploadAnswer = async (client: ConsoleClient, path: string, fields: Record<string, string>) => {
  const page = await client.get(path)
  const form = page.root.querySelector(`form[action$="/answer"]`)!
  const hidden = Object.fromEntries(
    form.querySelectorAll('input[type=hidden]').map((one) => [one.getAttribute('name')!, one.getAttribute('value')!])
  )
  const boundary = `----test${newId()}`
  const parts = Object.entries({ ...hidden, ...fields }).map(
    ([name, value]) => `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`
  )
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="proof"; filename="anh.jpg"\r\ncontent-type: image/jpeg\r\n\r\n`
  const response = await console.app.inject({
    method: 'POST',
    url: form.getAttribute('action')!,
    headers: {
      'content-type': `multipart/form-data; boundary=${boundary}`,
      cookie: [...client.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
    },
    payload: Buffer.concat([Buffer.from(parts.join('') + head), photo, Buffer.from(`\r\n--${boundary}--\r\n`)]),
  })
  return response.statusCode
}

describe('the inbox', () => {
  it('shows what is due next first, and to each what waits for them', async () => {
    const first = await send('Bóng đèn trước chợ hư cả tuần')
    ward.clock.pass(3600)
    const second = await send('Nước ngập đầu kiệt 12')
    const mine = await oneStop.get('/feedback')
    const order = mine.root.querySelectorAll('tbody th a').map((link) => link.getAttribute('href')!.split('/').at(-1))
    expect(order.indexOf(first.id)).toBeLessThan(order.indexOf(second.id))
    expect((await specialist.get('/feedback')).text).toContain('Không còn phiếu nào chờ anh/chị')
    await accept(first.path)
    expect((await specialist.get('/feedback')).body).toContain(first.id)
    expect((await oneStop.get('/feedback')).body).not.toContain(first.id)
    expect((await oneStop.get('/')).text).toContain('Phản ánh, kiến nghị')
  })

  it('finds by words without marks, by code, and narrows by status, unit and neighbourhood', async () => {
    await ward.run((work) => keepNeighbourhood(work, { name: 'tổ dân phố 12' }))
    const { id: neighbourhoodId, code: place } = await ward.run((work) => work.db.neighbourhood.findFirstOrThrow())
    const { id, code, path } = await send('Xe tải đậu chắn lối hẻm 77', { neighbourhoodId })
    for (const search of ['dau chan loi', code, code.toLowerCase()])
      expect((await oneStop.get(`/feedback?search=${encodeURIComponent(search)}`)).body, search).toContain(id)
    expect((await oneStop.get('/feedback?search=khong co dau')).text).toContain('Không có phiếu nào khớp')
    expect((await oneStop.get(`/feedback?view=open&neighbourhood=${place}`)).body).toContain(id)
    expect((await oneStop.get('/feedback?view=open&status=in_progress')).body).not.toContain(id)
    await accept(path)
    expect((await oneStop.get(`/feedback?view=open&unit=${encodeURIComponent(unit)}`)).body).toContain(id)
    expect((await oneStop.get('/feedback?view=open&unit=khac')).body).not.toContain(id)
  })

  it('goes on page by page, without a report twice or left out', async () => {
    await ward.run(async (work) => {
      const text = work.seal.text('Rác đầu ngõ')
      await work.db.feedback.createMany({
        data: Array.from({ length: 55 }, (_, n) => ({
          code: `PA-2601-${String(n + 1).padStart(4, '0')}`,
          status: 'awaiting_intake',
          intake: 'web',
          text,
          submittedAt: work.now,
          // some of one hour: the id decides then
          intakeDueAt: new Date(work.now.getTime() + (n % 9) * 3_600_000),
          enteredAt: work.now,
          createdAt: work.now,
        })),
      })
    })
    const seen: string[] = []
    let address = '/feedback?view=open'
    for (;;) {
      const page = await oneStop.get(address)
      seen.push(...page.root.querySelectorAll('tbody th a').map((link) => link.getAttribute('href')!))
      const next = page.root.querySelector('a[rel=next]')?.getAttribute('href')
      if (!next) break
      address = next.slice('/console'.length)
    }
    expect(new Set(seen).size).toBe(seen.length)
    const open = await ward.run((work) =>
      work.db.feedback.count({
        where: { status: { in: ['awaiting_intake', 'received', 'assigned', 'in_progress', 'awaiting_approval'] } },
      })
    )
    expect(seen).toHaveLength(open)
  }, 60_000)

  it('has tabs for what is overdue and what drags on', async () => {
    const { id, path } = await send('Cây ngã chắn đường đã lâu')
    ward.clock.pass(40 * 86_400)
    oneStop = await signedIn(console, ward, ['one_stop'])
    for (const view of ['overdue', 'ageing'])
      expect((await oneStop.get(`/feedback?view=${view}&search=nga chan`)).body).toContain(id)
    expect((await oneStop.get(path)).text).toContain('Kéo dài')
    const worker = await signedIn(console, ward, ['specialist'])
    await ward.run((work) => work.db.official.update({ where: { id: worker.official.id }, data: { unit } }))
    specialist = worker
    leader = await signedIn(console, ward, ['leader'])
  })

  it('never holds a restricted report, nor does a search or its address', async () => {
    const { id, code, path } = await send('Cháu bé nhà bên bị đánh hằng đêm')
    await oneStop.get(path)
    const wish = { why: 'child', named: ward.ids.leader }
    expect((await oneStop.submit(wish, { action: `${path}/restrict` })).text).toContain('Đã chuyển vào diện hạn chế')
    for (const client of [oneStop, leader]) {
      for (const view of ['my_work', 'open', 'overdue', 'done'])
        expect((await client.get(`/feedback?view=${view}`)).body).not.toContain(id)
      for (const search of [code, 'danh hang dem'])
        expect((await client.get(`/feedback?search=${encodeURIComponent(search)}`)).body).not.toContain(id)
      expect((await client.get(path)).status).toBe(404)
    }
  })
})

describe('a report', () => {
  it('goes from the inbox to an approved answer, each official pressing what is theirs', async () => {
    const { id, path, chat } = await send('Nắp cống trước số 5 kiệt 43 bị bể <b>nguy hiểm</b>')
    const page = await oneStop.get(path)
    expect(page.body).not.toContain('<b>nguy')
    expect(page.root.querySelector('#field option[selected]')?.getAttribute('value')).toBe('drainage')
    expect((await accept(path)).text).toContain('Đã tiếp nhận')
    expect(await uploadAnswer(specialist, path, { outcome: 'resolved', answer: 'Đã thay nắp cống sáng nay.' })).toBe(
      303
    )
    expect((await leader.get('/feedback')).body).toContain(id)
    await leader.get(path)
    expect((await leader.submit({}, { action: `${path}/approve` })).text).toContain('Đã duyệt')
    expect((await ward.row(id)).status).toBe('answered')
    expect((await ward.told(chat)).map(({ say }) => say)).toContain('feedback.told.answered')
    const photos = page.root.querySelectorAll('img')
    expect(photos).toHaveLength(0)
    const shown = (await leader.get(path)).root.querySelector('.photos img')!
    const file = await leader.get(shown.getAttribute('src')!.slice('/console'.length))
    expect([file.status, file.headers['content-type']]).toEqual([200, 'image/jpeg'])
  })

  it('says what is missing beside the field, keeps what was typed, and keeps nothing else', async () => {
    const { id, path } = await send()
    await accept(path)
    await specialist.get(path)
    const page = await specialist.submit({ outcome: 'resolved', answer: 'Đã xong.' }, { action: `${path}/answer` })
    expect(page.status).toBe(422)
    expect(page.root.querySelector('#proof-fault')?.text).toContain('cần ảnh hoặc văn bản')
    expect(page.root.querySelector('#answer')?.text).toBe('Đã xong.')
    expect((await ward.row(id)).status).toBe('assigned')
    await oneStop.get(path)
    const unknown = await oneStop.submit({ main_code: 'PA-2611-9999' }, { action: `${path}/note` })
    expect(unknown.root.querySelector('#note-fault')).not.toBeNull()
    expect(unknown.root.querySelectorAll('details.act[open]')).toHaveLength(1)
  })

  it('happens once when a button is pressed twice', async () => {
    const { id, path } = await send()
    const page = await oneStop.get(path)
    const hidden = Object.fromEntries(
      page.root
        .querySelectorAll('form[action$="/accept"] input[type=hidden]')
        .map((one) => [one.getAttribute('name')!, one.getAttribute('value')!])
    )
    const fields = { ...hidden, ...classified, unit }
    await oneStop.post(`${path}/accept`, fields)
    await oneStop.post(`${path}/accept`, fields)
    expect((await ward.history(id)).map(({ event }) => event)).toEqual(['send', 'accept', 'assign'])
  })

  it('is asked about, refused with a fixed reason, merged and split, each with its words', async () => {
    const main = await send('Đèn đường ngõ 8 hư')
    const { id, path } = await send('Đèn ngõ 8 không sáng')
    await oneStop.get(path)
    await oneStop.submit({ main_code: main.code }, { action: `${path}/merge` })
    expect((await ward.row(id)).status).toBe('merged')
    expect((await oneStop.get(main.path)).body).toContain(path)
    await oneStop.get(path)
    expect((await oneStop.submit({ split_reason: '' }, { action: `${path}/split` })).status).toBe(422)
    await oneStop.submit({ split_reason: 'hai ngõ khác nhau' }, { action: `${path}/split` })
    await oneStop.get(path)
    await oneStop.submit({ question: 'Ngõ 8 đường nào ạ?' }, { action: `${path}/ask` })
    expect((await oneStop.get(path)).text).toContain('Ngõ 8 đường nào ạ?')
    expect((await ward.row(id)).status).toBe('awaiting_details')
    await oneStop.get(main.path)
    expect((await oneStop.submit({ refusal: '' }, { action: `${main.path}/refuse` })).status).toBe(422)
    await oneStop.submit({ refusal: 'not_in_ward' }, { action: `${main.path}/refuse` })
    expect((await ward.row(main.id)).status).toBe('not_accepted')
  })

  it('is forwarded once a leader agrees, asked after, and answered under the name of the body', async () => {
    const { id, path } = await send('Mất điện cả xóm từ tối qua')
    await accept(path, {})
    await oneStop.get(path)
    const wish = { other_agency: 'Điện lực Cẩm Bình', date: '2026-12-31', number: '12/CV' }
    const early = await oneStop.submit({ ...wish, date: '2026-01-02' }, { action: `${path}/forward` })
    expect(early.text).toContain('Cần lãnh đạo đồng ý')
    await leader.get(path)
    await leader.submit({}, { action: `${path}/agree-forwarding` })
    await oneStop.get(path)
    await oneStop.submit({ ...wish, date: '2026-01-02' }, { action: `${path}/forward` })
    await oneStop.submit({ nudge_note: 'gọi điện' }, { action: `${path}/nudge` })
    expect((await oneStop.get(path)).text).toContain('Điện lực Cẩm Bình')
    await oneStop.submit(
      { agency_outcome: 'other_body', agency_text: 'Đã cấp điện lại lúc 9 giờ.' },
      { action: `${path}/agency-answer` }
    )
    expect((await ward.row(id)).status).toBe('answered')
  })

  it('that turns out to be a complaint is guided and wiped', async () => {
    const { id, path } = await send('Tôi không đồng ý quyết định số 12')
    await oneStop.get(path)
    await oneStop.submit({ what: 'complaint' }, { action: `${path}/guide` })
    expect(await ward.row(id)).toMatchObject({ status: 'guided_to_complaint', text: null })
    expect((await oneStop.get(path)).status).toBe(404)
  })

  it('that praises is passed on to its unit in the press that takes it in, and its writer is thanked', async () => {
    const { id, path, chat } = await send('Cảm ơn cô Hạnh hướng dẫn tận tình', { kind: 'praise' })
    await accept(path, { kind: 'praise', unit })
    expect(await ward.row(id)).toMatchObject({ status: 'assigned', dueAt: null })
    expect((await ward.told(chat)).map(({ say }) => say)).toEqual(['feedback.told.praise_passed_on'])
  })

  it('has words for what was done, by whichever act, and each act is named once', async () => {
    const t = await loadTranslate()
    expect(acts.filter(({ said }) => t(said, {}, 'vi') === said)).toEqual([])
    expect(new Set(acts.map(({ name }) => name)).size).toBe(acts.length)
  })

  it('has words for every line a history can hold', async () => {
    const t = await loadTranslate()
    const events = [...new Set([...transitions.map(({ event }) => event), ...lineEvents])]
    expect(events.filter((event) => t(`feedback.desk.event.${event}`) === `feedback.desk.event.${event}`)).toEqual([])
  })

  it('keeps internal notes inside: the resident is not told', async () => {
    const { path, chat } = await send()
    await oneStop.get(path)
    await oneStop.submit({ note: 'Đã gọi hỏi tổ trưởng.' }, { action: `${path}/note` })
    expect((await oneStop.get(path)).text).toContain('Đã gọi hỏi tổ trưởng.')
    expect(await ward.told(chat)).toEqual([])
  })

  it('that its reporter keeps private is not published, whatever is sent', async () => {
    const { id, path } = await send('Cột điện nghiêng', { visibility: 'private' })
    await accept(path)
    expect(await uploadAnswer(specialist, path, { outcome: 'resolved', answer: 'Đã dựng lại.' })).toBe(303)
    await leader.get(path)
    await leader.submit({ publish: '1', public_text: 'Cột điện nghiêng' }, { action: `${path}/approve` })
    expect(await ward.row(id)).toMatchObject({ status: 'answered', visibility: 'private', publicText: null })
  })

  it('is published only in words that name nobody', async () => {
    const { id, path } = await send('Ông Nguyễn Văn Tám số nhà 12 đổ rác', { visibility: 'public_without_name' })
    await accept(path)
    await uploadAnswer(specialist, path, { outcome: 'resolved', answer: 'Đã dọn.' })
    const page = await leader.get(path)
    expect(page.root.querySelector('#public_text')?.text).not.toContain('Nguyễn')
    const named = await leader.submit(
      { publish: '1', public_text: 'Ông Nguyễn Văn Tám đổ rác' },
      { action: `${path}/approve` }
    )
    expect(named.root.querySelector('#public_text-fault')).not.toBeNull()
    await leader.submit({ publish: '1', public_text: 'Có người đổ rác' }, { action: `${path}/approve` })
    expect(await ward.row(id)).toMatchObject({ visibility: 'public_without_name', publicText: 'Có người đổ rác' })
  })
})

describe('who may do what', () => {
  it('shows each official only the acts that are theirs, and refuses the others by address', async () => {
    const { path } = await send()
    expect(actsOn(await oneStop.get(path))).toContain('accept')
    expect(actsOn(await specialist.get(path))).not.toContain('accept')
    expect((await specialist.post(`${path}/accept`, {})).status).toBe(403)
    const own = await specialist.get(path)
    expect(own.text).toContain('Bộ phận Một cửa tiếp nhận')
    const forms: [Role, string][] = [
      ['specialist', 'approve'],
      ['one_stop', 'answer'],
      ['leader', 'refuse'],
    ]
    for (const [role, act] of forms) {
      const client = await signedIn(console, ward, [role])
      await client.get(path)
      expect((await client.submit({}, { action: `${path}/note` })).status).toBe(422)
      expect(actsOn(await client.get(path)), `${role} ${act}`).not.toContain(act)
    }
  })

  it('an author does not approve their own answer', async () => {
    const both = await signedIn(console, ward, ['leader', 'one_stop', 'specialist'])
    const { id, path } = await send()
    await both.get(path)
    await both.submit({ ...classified, unit }, { action: `${path}/accept` })
    expect(await uploadAnswer(both, path, { outcome: 'explained', answer: 'Chưa làm được vì thiếu vật tư.' })).toBe(303)
    const page = await both.get(path)
    expect(page.text).toContain('Người soạn không tự duyệt')
    expect(actsOn(page)).not.toContain('approve')
    expect((await ward.row(id)).status).toBe('awaiting_approval')
  })
})
