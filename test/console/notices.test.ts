import { newId } from '../../src/platform/ids.ts'
import { writeFileSync } from 'node:fs'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { atWardTime } from '../../src/platform/ward-time.ts'
import { recordCitizens } from '../../src/ward/citizen/record-citizens.ts'
import { readProof } from '../../src/ward/notice/notice-proof.ts'
import { loadReference } from '../../src/ward/ward/load-reference.ts'
import { openConsole, signedIn, type ConsoleClient, type TestConsole } from '../support/console-client.ts'
import { freshDatabase, makeTestWard, type TestDatabase, type TestWard } from '../support/test-ward.ts'

let at: TestDatabase
let ward: TestWard
let console: TestConsole
type Signed = ConsoleClient & { official: { id: string } }
let author: Signed
let leader: Signed

const facts = {
  kind: 'meeting',
  agenda: 'sửa đường ngõ 43\nquỹ vệ sinh',
  event_date: '2026-11-28',
  event_clock: '19:30',
  place: 'Nhà văn hóa tổ 12',
  attendants: 'đại diện hộ',
  convener: 'ông Chu Văn Bền',
  number: '12/GM',
  contact: '0203 000 0000',
}

beforeAll(async () => {
  at = await freshDatabase()
})
afterAll(() => at.drop())
beforeEach(async () => {
  ward = await makeTestWard(at)
  ward.clock.set(atWardTime('2026-11-25', '09:00'))
  await ward.run(loadReference)
  await ward.run((work) =>
    recordCitizens(
      work,
      ['A', 'B', 'C'].map((reference) => ({
        reference,
        fullName: `Trần Thị ${reference}`,
        birthYear: 1970,
        neighbourhood: 'Tổ dân phố 12',
        householdCode: `H-${reference}`,
        headOfHousehold: true,
      })),
      'import:test'
    )
  )
  console = await openConsole(at, ward)
  author = await signedIn(console, ward, ['culture_social'])
  leader = await signedIn(console, ward, ['leader'])
  return () => console.close()
})

async function composed(more: Record<string, string> = {}): Promise<string> {
  await author.get(`/notices/new?kind=${more['kind'] ?? 'meeting'}`)
  const words = await author.submit({ ...facts, ...more })
  const path = words.path.replace(/^\/console|\/words$/g, '')
  const form = Object.fromEntries(
    ['title', 'body', 'en_title', 'en_body'].map((name) => {
      const field = words.root.querySelector(`#${name}`)
      return [name, field?.getAttribute('value') ?? field?.text ?? '']
    })
  )
  await author.submit(form)
  await author.upload({ whom: 'households' }, { field: 'file', name: '', content: '' })
  return path
}

describe('a notice is composed', () => {
  it('from its kind and facts to words, recipients and the check, and what is missing is named', async () => {
    const kinds = await author.get('/notices/new')
    expect(kinds.text).toContain('Họp tổ dân phố')
    await author.get('/notices/new?kind=meeting')
    const bad = await author.submit({ ...facts, place: '', event_clock: '25:99' })
    expect(bad.root.querySelectorAll('.faults li')).toHaveLength(2)

    const path = await composed()
    const page = await author.get(path)
    expect(page.text).toContain('19 giờ 30 thứ Bảy, 28/11/2026')
    expect(page.text).toContain('3 người hoặc hộ nhận')
    expect(page.text).toContain('Bản đọc trên loa')
    expect(page.text).toContain('Lời văn không có lỗi nào máy thấy được')
  })

  it('and cannot be submitted while the weekday is wrong', async () => {
    const path = await composed()
    await author.get(`${path}/words`)
    await author.submit({
      title: 'Mời họp',
      body: 'Họp lúc 19 giờ 30 thứ Sáu, 28/11/2026 tại nhà văn hóa.',
      en_title: '',
      en_body: '',
    })
    const page = await author.get(path)
    expect(page.text).toContain('Thứ và ngày không khớp')
    expect(page.root.querySelector('form[action$="/submit"]')).toBeNull()
  })

  it('refuses a lead time that is missed with the rule named, and a list without a file', async () => {
    const path = await composed({ event_date: '2026-11-26' })
    const page = await author.get(path)
    expect(page.text).toContain('MEET.NOTICE')
    expect(page.text).toContain('thứ Ba, 24/11/2026')
    await author.get(`${path}/audience`)
    const refused = await author.upload({ whom: 'list' }, { field: 'file', name: '', content: '' })
    expect(refused.root.querySelectorAll('.faults li')).toHaveLength(1)
    await author.get(`${path}/audience`)
    const kept = await author.upload(
      { whom: 'list' },
      { field: 'file', name: 'ds.csv', content: 'Mã công dân,Tên\nA,x\nZ,y\n' }
    )
    expect(kept.text).toContain('1 người. 1 dòng chưa rõ là ai')
  })
})

describe('a form that is sent twice, or after somebody else has been at it', () => {
  const count = () => ward.run((work) => work.db.notice.count())

  it('adds one notice; who goes back and changes a field changes that one', async () => {
    const page = await author.get('/notices/new?kind=meeting')
    const key = page.root.querySelector('input[name=key]')!.getAttribute('value')!
    const before = await count()
    const first = await author.submit({ ...facts, key })
    for (const place of [facts.place, 'Hội trường phường']) {
      await author.get('/notices/new?kind=meeting')
      await author.submit({ ...facts, place, key })
    }
    expect(first.path).toContain(key)
    expect(await count()).toBe(before + 1)
    expect((await author.get(`/notices/${key}/words`)).body).toContain('Hội trường phường')
  })

  it.each(['words', 'facts', 'audience'])('%s: nothing of the other is overwritten unread', async (part) => {
    const path = await composed()
    const mine = await author.get(`${path}/${part}`)
    const seen = mine.root.querySelector('input[name=seen]')!.getAttribute('value')!
    const title = 'Mời họp gấp'
    await leader.get(`${path}/words`)
    await leader.submit({ title, body: 'Kính mời ông/bà.', en_title: '', en_body: '' })

    const given: Record<string, string> =
      part === 'words'
        ? { title: 'Mời họp sớm', body: 'Kính mời.', en_title: '', en_body: '' }
        : part === 'facts'
          ? { ...facts, place: 'Hội trường phường' }
          : { whom: 'everyone' }
    const send = async (fields: Record<string, string>) =>
      part === 'audience' ? author.upload(fields, { field: 'file', name: '', content: '' }) : author.submit(fields)
    await author.get(`${path}/${part}`)
    const refused = await send({ ...given, seen })
    expect(refused.text).toContain('người khác đã đổi thông báo này')
    expect((await author.get(`${path}/words`)).root.querySelector('#title')?.getAttribute('value')).toBe(title)

    const again = await author.get(`${path}/${part}`)
    await send({ ...given, seen: again.root.querySelector('input[name=seen]')!.getAttribute('value')! })
    const notice = await ward.run((work) =>
      work.db.notice.findUniqueOrThrow({ where: { id: path.split('/').at(-1)! } })
    )
    if (part === 'words') expect(notice.title).toBe('Mời họp sớm')
    if (part === 'facts') expect(notice.facts).toMatchObject({ place: 'Hội trường phường' })
    if (part === 'audience') expect(notice.audience).not.toMatchObject({ households: true })
  })
})

describe('what a notice is about is changed', () => {
  const noticeOf = (path: string) =>
    ward.run((work) => work.db.notice.findUniqueOrThrow({ where: { id: path.split('/').at(-1)! } }))
  const wordsOf = async (path: string) => (await noticeOf(path)).words as { vi: { title: string; body: string } }
  const asTyped = { title: 'Mời họp', en_title: '', en_body: '' }

  it('after drafting: the words from the template and the lead time follow', async () => {
    const path = await composed({ event_date: '2026-11-26' })
    expect((await author.get(path)).text).toContain('MEET.NOTICE')
    const form = await author.get(`${path}/facts`)
    expect(form.root.querySelector('#event_date')?.getAttribute('value')).toBe('2026-11-26')
    const faulty = await author.submit({ ...facts, place: '' })
    expect(faulty.root.querySelector('.faults a')?.getAttribute('href')).toBe('#place')
    await author.submit({ ...facts, event_date: '2026-11-29' })
    expect((await wordsOf(path)).vi.body).toContain('19 giờ 30 Chủ nhật, 29/11/2026')
    expect((await noticeOf(path)).eventAt).toEqual(atWardTime('2026-11-29', '19:30'))
    const page = await author.get(path)
    expect(page.text).not.toContain('MEET.NOTICE')
    expect(page.root.querySelector('form[action$="/submit"]')).not.toBeNull()
  })

  it('in the words alone: it is found, and mended on the form without losing the words', async () => {
    const path = await composed()
    const { vi } = await wordsOf(path)
    const body = `${vi.body} Mong bà con đến đông đủ.`.replace('thứ Bảy, 28/11/2026', 'Chủ nhật, 29/11/2026')
    await author.get(`${path}/words`)
    await author.submit({ ...asTyped, body })
    const page = await author.get(path)
    expect(page.text).toContain('Lời thông báo không nói đúng mục: Ngày')
    expect(page.root.querySelector('form[action$="/submit"]')).toBeNull()
    await author.get(`${path}/facts`)
    await author.submit({ ...facts, event_date: '2026-11-29' })
    expect((await wordsOf(path)).vi.body).toContain('đông đủ')
    expect((await author.get(path)).root.querySelector('form[action$="/submit"]')).not.toBeNull()
  })

  it('words of an official that no longer agree stand beside the new ones', async () => {
    const path = await composed()
    const { vi } = await wordsOf(path)
    await author.get(`${path}/words`)
    await author.submit({ ...asTyped, body: `${vi.body} Mong bà con đến đông đủ.` })
    await author.get(`${path}/facts`)
    const words = await author.submit({ ...facts, place: 'Hội trường phường' })
    expect(words.text).toContain('đông đủ')
    expect((await wordsOf(path)).vi.body).toContain('Hội trường phường')
  })

  it('and a disclosure names one of the fourteen contents', async () => {
    await author.get('/notices/new?kind=disclosure')
    const disclosure = {
      kind: 'disclosure',
      ...{ subject: 'Kết quả rà soát hộ nghèo', category: 'khoản 7', number: '43/QĐ-UBND', decided_date: '2026-11-20' },
      ...{ posted_at: 'Nhà văn hóa tổ 12', posted_from: '2026-11-26', posted_to: '2026-12-30', link: '' },
      ...{ comments_to: 'UBND phường', comments_until: '2026-12-20' },
    }
    const faulty = await author.submit(disclosure)
    expect(faulty.root.querySelector('.faults a')?.getAttribute('href')).toBe('#category')
    const path = (await author.submit({ ...disclosure, category: 'D07' })).path.replace(/^\/console|\/words$/g, '')
    expect((await wordsOf(path)).vi.body).toContain('khoản 7 Điều 11 Luật Thực hiện dân chủ')
    expect((await author.get(path)).text).toContain('Lời văn không có lỗi nào')
  })
})

describe('an emergency in the console', () => {
  const fire = {
    ...{ kind: 'emergency', what: 'cháy chợ', where: 'chợ phường', what_to_do: 'ra khỏi chợ', hotline: '114' },
    ...{ expires_date: '2026-11-25', expires_clock: '12:00' },
  }

  it('asks one official alone for the reason on its field, and is read out as urgent', async () => {
    const duty = await signedIn(console, ward, ['leader', 'culture_social'])
    await duty.get('/notices/new?kind=emergency')
    const path = (await duty.submit(fire)).path.replace(/^\/console|\/words$/g, '')
    await duty.get(path)
    const waits = await duty.submit({}, { action: `${path}/submit` })
    expect(waits.text, 'the leader has no chat').toContain('xin gọi điện ngay cho lãnh đạo phường')
    const page = await duty.get(path)
    expect(page.text).toContain('Tin khẩn của Ủy ban nhân dân')
    expect(page.text).not.toContain('Kính thưa bà con')
    const asked = await duty.submit({ reason: ' ' }, { action: `${path}/approve` })
    expect(asked.status).toBe(422)
    expect(asked.root.querySelector('.faults a')?.getAttribute('href')).toBe('#reason')
    expect(asked.root.querySelector('#reason')).not.toBeNull()
    const approved = await duty.submit({ reason: 'Cháy đang lan' }, { action: `${path}/approve` })
    expect(approved.text).toContain('Đã duyệt')
  })
})

describe('a form of many boxes', () => {
  it('of eighty neighbourhoods is kept, and one of thousands is refused in words of its own', async () => {
    await ward.run(({ db }) =>
      db.neighbourhood.createMany({
        data: Array.from({ length: 80 }, (_, at) => ({ code: `9${at}`, name: `Tổ dân phố 9${at}` })),
      })
    )
    const path = await composed()
    const page = await author.get(`${path}/audience`)
    const ids = page.root.querySelectorAll('input[name=neighbourhoods]').map((box) => box.getAttribute('value') ?? '')
    expect(ids.length).toBeGreaterThanOrEqual(80)
    const none = { field: 'file', name: '', content: '' }
    const kept = await author.upload({ whom: 'households', neighbourhoods: ids }, none)
    expect(kept.status).toBe(200)
    const rows = await ward.run(({ db }) => db.notice.findMany({ select: { audience: true } }))
    expect(rows.map(({ audience }) => (audience as { neighbourhoods?: string[] }).neighbourhoods?.length)).toEqual([
      ids.length,
    ])
    await author.get(`${path}/audience`)
    const many = await author.upload({ whom: 'households', neighbourhoods: Array(2_100).fill('x') as string[] }, none)
    expect(many.status).toBe(413)
    expect(many.text).toContain('quá nhiều mục được chọn')
  })
})

describe('a notice is approved', () => {
  it('by a second official only, as it was seen', async () => {
    const path = await composed()
    await author.get(path)
    await author.submit({}, { action: `${path}/submit` })
    expect((await author.get(path)).root.querySelector('form[action$="/approve"]')).toBeNull()
    await leader.get(path)
    const approved = await leader.submit({}, { action: `${path}/approve` })
    expect(approved.text).toContain('Đã duyệt')
    const forged = await author.post(`${path}/approve`, {})
    expect(forged.status).toBe(403)
  })

  it('or goes back with what to mend', async () => {
    const path = await composed()
    await author.get(path)
    await author.submit({}, { action: `${path}/submit` })
    await leader.get(path)
    const asked = await leader.submit({ reason: ' ' }, { action: `${path}/send-back` })
    expect(asked.root.querySelector('.faults a')?.getAttribute('href')).toBe('#reason')
    expect(asked.root.querySelector('details[open] #reason')).not.toBeNull()
    await leader.submit({ reason: 'Thiếu tài liệu kèm theo' }, { action: `${path}/send-back` })
    expect((await author.get(path)).text).toContain('Thiếu tài liệu kèm theo')
  })

  it('leaves a proof that a person can check, and a poster', async () => {
    const path = await composed()
    await author.get(path)
    await author.submit({}, { action: `${path}/submit` })
    await leader.get(path)
    await leader.submit({}, { action: `${path}/approve` })
    const page = await leader.get(`${path}/proof`)
    expect(page.text).toContain('verify-proof')
    const file = await leader.get(`${path}/proof/file`)
    expect(readProof(file.body)).toMatchObject({ ok: true })
    const poster = await leader.get(`${path}/poster.pdf`)
    expect(poster.body.startsWith('%PDF')).toBe(true)
    if (process.env.KEEP_PAPERS) writeFileSync(process.env.KEEP_PAPERS, file.body)
  })
})

describe('a notice on its way', () => {
  /** Approved, and out of the door: the workers have taken it up. */
  async function sending(): Promise<string> {
    const path = await composed()
    await author.get(path)
    await author.submit({}, { action: `${path}/submit` })
    await leader.get(path)
    await leader.submit({}, { action: `${path}/approve` })
    await ward.run((work) => work.db.notice.updateMany({ data: { status: 'sending', expandedAt: work.now } }))
    return path
  }

  it('is shown on a page that never reloads under the hands: nothing is typed there, and a link looks again', async () => {
    const page = await leader.get(await sending())
    expect(page.body).not.toContain('http-equiv')
    expect(page.root.querySelectorAll('main form :is(input:not([type=hidden]), textarea, select)')).toEqual([])
    expect(page.root.querySelector('noscript')?.innerHTML).toContain(`href="${page.path}"`)
    expect(page.root.querySelector('meta[name=look-again]')).not.toBeNull()
  })

  it('is stopped on a page of its own, with a reason of a sentence, and only once', async () => {
    const path = await sending()
    const asked = await leader.get(`${path}/stop`)
    expect(asked.root.querySelector('meta[name=look-again]')).toBeNull()
    const long = await leader.submit({ reason: 'Sai ngày họp. '.repeat(200) })
    expect(long.root.querySelector('.faults a')?.getAttribute('href')).toBe('#reason')
    const stopped = await leader.submit({ reason: 'Sai ngày họp' })
    expect([stopped.path, stopped.text]).toEqual([`/console${path}`, expect.stringContaining('Sai ngày họp')])
    expect((await leader.get(`${path}/stop`)).status).toBe(409)
  })
})

describe('round about', () => {
  it('the month shows lunar days, holidays and what is planned', async () => {
    await composed()
    const month = await author.get('/notices/calendar?month=2026-11')
    expect(month.text).toContain('Ngày Văn hóa Việt Nam')
    expect(month.text).toContain('Mời họp')
    expect(month.root.querySelector('[aria-current=date]')?.text).toContain('25')
  })

  it('a leader approves the words notices begin with, and names a deputy', async () => {
    const list = await leader.get('/notices/templates')
    const action = list.root.querySelector('form[action$="/approve"]')?.getAttribute('action')?.replace('/console', '')
    const approved = await leader.submit({}, { action: action ?? '' })
    expect(approved.text).toContain('Đã duyệt mẫu')
    const folds = (page: typeof list) =>
      page.root.querySelectorAll('main details.more').map((fold) => fold.hasAttribute('open'))
    expect(folds(list).some(Boolean)).toBe(false)
    expect(folds(approved).filter(Boolean)).toHaveLength(1)
    const buttons = list.root.querySelectorAll('form[action$="/approve"]')
    expect(buttons.filter((one) => !one.closest('details')?.querySelector('.bubble-preview')?.text.trim())).toEqual([])
    await leader.get('/notices/deputies')
    const named = await leader.submit({ deputy: author.official.id, from_date: '2026-11-25', to_date: '2026-11-30' })
    expect(named.text).toContain('Đã ghi ủy quyền')
    await author.get('/notices/templates/general')
    expect(
      (await author.submit({ title: 'T', body: '', en_title: 'T', en_body: 'B', source: 'x' })).root.querySelectorAll(
        '.faults li'
      )
    ).toHaveLength(1)
  })

  it('what Zalo has approved goes to those past its window, in the words of the notice', async () => {
    await author.get('/notices/templates/meeting')
    const words = { title: 'Họp', body: '[nội dung họp]', en_title: 'Meeting', en_body: 'See you', source: 'x' }
    const unclear = await author.submit({ ...words, zalo_id: '7895417a', zalo_values: 'sửa ngõ' })
    expect(unclear.root.querySelector('.faults a')?.getAttribute('href')).toBe('#zalo_values')
    await author.submit({ ...words, zalo_id: '7895417a', zalo_values: 'viec = [nội dung họp]' })
    const list = await leader.get('/notices/templates')
    const approve = list.root.querySelectorAll('form').find((form) => form.text.includes('Duyệt'))
    expect(list.text).toContain('7895417a')
    await leader.submit({}, { action: approve?.getAttribute('action')?.replace('/console', '') ?? '' })
    await ward.run(async ({ db, seal, now }) => {
      const id = newId()
      const address = { addressHash: seal.hash('address', id), address: seal.text(id) }
      await db.conversation.create({
        data: { id, accountId: newId(), channel: 'zalo', ...address, lastInboundAt: new Date(now.getTime() - 8 * 86_400_000) },
      }) // prettier-ignore
      const { id: citizenId } = await db.citizen.findFirstOrThrow({ where: { reference: 'A' } })
      const link = { conversationId: id, citizenId, provenBy: 'counter_code', linkedAt: now, lastSeenAt: now }
      await db.chatLink.create({ data: { id: newId(), ...link } })
    })
    const path = await composed()
    const page = await author.get(path)
    expect(page.text).toContain('viec: sửa đường ngõ 43; quỹ vệ sinh')
    const notice = await ward.run(({ db }) => db.notice.findFirstOrThrow({ orderBy: { number: 'desc' } }))
    expect(notice.template).toEqual({ id: '7895417a', values: { viec: 'sửa đường ngõ 43; quỹ vệ sinh' } })
  })

  it('a head whose account names no neighbourhood is told so, and the front has no list', async () => {
    const head = await signedIn(console, ward, ['neighbourhood_head'])
    expect((await head.get('/visits')).text).toContain('chưa gắn với tổ dân phố nào')
    const front = await signedIn(console, ward, ['front'])
    expect((await front.get('/visits')).status).toBe(403)
    expect((await leader.get('/visits/list.pdf')).body.startsWith('%PDF')).toBe(true)
    expect((await leader.get('/visits')).text).toContain('Danh sách đến từng nhà')
  })

  it('who goes from door to door has the words before them, on the page and on paper', async () => {
    const [citizenId, noticeId] = [newId(), newId()]
    const body = 'Phun thuốc lúc 07 giờ 30. Kính mong {{salutation}} mở cửa. Nhắn "dừng" nếu không muốn nhận tin.'
    await ward.run(async ({ db, now, wardId }) => {
      const home = await db.neighbourhood.findFirst({ select: { id: true } })
      const neighbourhoodId = home?.id ?? null
      await db.citizen.create({ data: { id: citizenId, reference: 'CUA-1', fullName: 'Đỗ Thị Cửa', neighbourhoodId } })
      await db.notice.create({
        data: {
          id: noticeId,
          kind: 'general',
          status: 'finished',
          title: 'Phun muỗi',
          words: { vi: { title: 'Phun muỗi', body } },
          audience: {},
          createdAt: now,
          expandedAt: now,
        },
      })
      const { number } = await db.notice.findFirstOrThrow({ where: { id: noticeId } })
      await db.$executeRaw`insert into delivery (ward_id, recipient_id, notice, slot, at, way, status)
        values (${wardId}::uuid, ${citizenId}::uuid, ${number}, 0, ${now}::timestamptz, 'v', 'w')`
    })
    const { text } = await leader.get(`/visits?notice=${noticeId}`)
    expect(text).toContain('Nói gì với bà con')
    expect(text).toContain('Phun thuốc lúc 07 giờ 30. Kính mong ông/bà mở cửa.')
    expect(text).not.toContain('Nhắn "dừng"')
    const sheet = await leader.get(`/visits/list.pdf?notice=${noticeId}`)
    expect(sheet.body.startsWith('%PDF')).toBe(true)
  })
})
