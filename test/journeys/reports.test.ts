import { Redis } from 'ioredis'
import pg from 'pg'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { recordPlaces } from '../../src/ward/place/record-places.ts'
import { sampleOfficials, samplePassword } from '../../src/ward/sample/sample-offices.ts'
import type { Work } from '../../src/ward/work.ts'
import { lookAtReportPhoto } from '../../workers/look-at-report-photo.ts'
import { tendFeedbackEverywhere } from '../../workers/tend-feedback.ts'
import { makeClient, type ConsoleClient } from '../support/console-client.ts'
import { findEverywhere } from '../support/find-everywhere.ts'
import { openRunningWard, type Correspondent, type RunningWard } from '../support/running-ward.ts'

/** With `npm run test:redis` the queue is a real one, in a database of that Redis where no other test's jobs lie. */
const redisUrl = process.env.TEST_REDIS_URL && new URL('/9', process.env.TEST_REDIS_URL).href

let ward: RunningWard
let photo: Buffer
const secretPhone = 'SecretPhone'
/** 21° 1' 51" */
const secretSpot = '21/1 1/1 51/1'
/** Every line the service logs, at its most talkative. */
const logged: string[] = []

beforeAll(async () => {
  if (redisUrl) await emptied(redisUrl)
  ward = await openRunningWard({ at: '2026-11-23T09:30:00+07:00', logTo: logged, redisUrl })
  const places = [
    { kind: 'đường', name: 'Thạch Hãn' },
    { kind: 'kiệt', name: 'Kiệt 43', parent: 'Thạch Hãn' },
    { kind: 'chợ', name: 'Chợ Mới' },
  ]
  await run((work) => recordPlaces(work, places, 'ward'))
  const street = sharp({ create: { width: 640, height: 480, channels: 3, background: '#6a7f4d' } })
  photo = await street
    .withExif({ IFD0: { Artist: secretPhone }, IFD3: { GPSLatitude: secretSpot, GPSLatitudeRef: 'N' } })
    .jpeg()
    .toBuffer()
}, 120_000)
afterAll(() => ward.close())

const run = <T>(useCase: (work: Work) => Promise<T>) => ward.wired.transact(ward.ward.id, 'operator', useCase)

type Post = 'one_stop' | 'specialist' | 'leader' | 'reception'

const desks = new Map<Post, ConsoleClient>()

/** An official of this post at the console, on this page; signed in once, and again when the clock has ended the session. */
async function at(post: Post, path: string): Promise<ConsoleClient> {
  const client = desks.get(post) ?? makeClient({ app: ward.app, pages: [], close: async () => {} })
  desks.set(post, client)
  if (client.cookies.size > 0 && !(await client.get(path)).path.includes('sign-in')) return client
  const { login } = sampleOfficials.find(({ roles }) => roles.some((role) => role === post))!
  await client.signIn(login, samplePassword)
  await client.get(path)
  return client
}

/** Presses one form of a report's page, as its official sees it. */
async function press(post: Post, id: string, act: string, fields: Record<string, string> = {}) {
  const client = await at(post, `/feedback/${id}`)
  return client.submit(fields, { action: `/feedback/${id}/${act}` })
}
const codeIn = (heard: readonly string[]) => /PA-\d{4}-\d{4}/.exec(heard.join(' '))?.[0] ?? ''
const row = (code: string) => run((work) => work.db.feedback.findFirstOrThrow({ where: { code } }))

/** Whatever the model makes of the first words, the way to a report is among what it offers. */
async function opens(talk: Correspondent): Promise<void> {
  const heard = await talk.says('cho tui phản ánh cái')
  if (heard.some((bubble) => bubble.includes('Gửi phản ánh'))) await talk.presses('Gửi phản ánh')
  else if (heard.some((bubble) => bubble.includes('Việc mới'))) await talk.presses('Việc mới')
}

async function reports(talk: Correspondent, text: string): Promise<{ code: string; feedbackId: string }> {
  await opens(talk)
  const noted = await talk.says(text)
  if (noted.some((bubble) => bubble.includes('Không, việc khác'))) await talk.presses('Không, việc khác')
  const code = codeIn(await talk.presses('Gửi'))
  return { code, feedbackId: (await row(code)).id }
}

const keptBytes = (fileId: string) =>
  run(async (work) =>
    work.seal.openBytes((await work.db.feedbackFile.findFirstOrThrow({ where: { id: fileId } })).bytes!)
  )

/** Neither whose telephone it was nor where it stood. */
const hasNoOrigin = async (bytes: Uint8Array): Promise<boolean> =>
  (await sharp(bytes).metadata()).exif === undefined && !Buffer.from(bytes).includes(secretPhone)

const classified = { kind: 'problem', field: 'rubbish', urgency: 'normal', authority: 'ward' }
const unit = 'Kinh tế, Hạ tầng và Đô thị'

/** Taken in and given to its unit in one press; then the unit answers and a leader sends it. */
const takeIn = (id: string, more: Record<string, string> = {}) => press('one_stop', id, 'accept', { ...classified, unit, ...more }) // prettier-ignore

async function answer(id: string, text: string): Promise<string> {
  const proposed = await press('specialist', id, 'answer', { outcome: 'noted', answer: text })
  if (proposed.status !== 200) return proposed.text
  return (await press('leader', id, 'approve')).text
}

const channels = [
  ['web chat', () => ward.byWeb()],
  ['Zalo', () => ward.byZalo()],
  ['Telegram', () => ward.byTelegramWebhook()],
] as const

/** Somebody of another channel than this. */
const elsewhere = (name: string) => channels.find(([other]) => other !== name)![1]()

describe('ten ways of a report', () => {
  it.each(channels)('1. a burst with a photo under its words is one report, on %s', async (name, open) => {
    const talk = open()
    await opens(talk)
    await talk.says('ở chợ Mới')
    await talk.shows(photo, `rác chất đống cạnh cổng, hôi lắm (${name})`)
    // where another's is shown as perhaps the same, "gui" is not joining it: one's own is shown, and goes with the next
    const first = await talk.says('gui')
    expect(first.join('\n')).not.toContain('phường báo ông/bà khi phiếu')
    const code = codeIn(first) || codeIn(await talk.says('gui'))
    const report = await row(code)
    expect(report.status).toBe('awaiting_intake')
    const file = await run((work) => work.db.feedbackFile.findFirstOrThrow({ where: { feedbackId: report.id } }))
    expect((await sharp(photo).metadata()).exif).toBeDefined()
    // no moment at rest: what came by the ward's own door is clean before it is kept, the rest has not been fetched yet
    if (name === 'web chat') expect(await hasNoOrigin(await keptBytes(file.id))).toBe(true)
    else expect(file.bytes).toBeNull()
    expect(await run((work) => findEverywhere(work, secretPhone))).toEqual([])
    await lookAtReportPhoto(ward.wired, ward.ward.id, file.id)
    expect(await hasNoOrigin(await keptBytes(file.id))).toBe(true)
    expect(await run((work) => findEverywhere(work, secretPhone))).toEqual([])
  })

  it.each(channels)(
    '2. a duplicate is shown and joined, and the one who joined hears the answer, on %s',
    async (name, open) => {
      const { code, feedbackId } = await reports(elsewhere(name), 'cống kiệt 43 Thạch Hãn bể, nước chảy lênh láng')
      const talk = open()
      await opens(talk)
      const found = (await talk.says('cống ở kiệt 43 Thạch Hãn bể, tràn ra đường')).join('\n')
      expect(found).toContain('gần giống')
      const unclear = (await talk.says('ừ gửi đi')).join('\n')
      expect(unclear).toContain('hay gửi phản ánh riêng')
      expect((await talk.says('1')).join('\n')).toContain(`phường báo ông/bà khi phiếu ${code}`)
      await takeIn(feedbackId)
      expect(await answer(feedbackId, 'Đã thay nắp cống mới.')).toContain('Đã duyệt')
      expect((await talk.says(code)).join('\n')).toContain('Đã thay nắp cống mới')
    }
  )

  it.each(channels)('3. a later photo goes to the report it shows, or is asked back, on %s', async (_name, open) => {
    const talk = open()
    const lamp = await reports(talk, 'đèn đường trước trường tiểu học tổ 7 tắt ba hôm nay')
    const dog = await reports(talk, 'chó thả rông ở tổ 9 cắn trẻ em')
    const added = (await talk.shows(photo, 'đèn đường vẫn tắt, tối om')).join('\n')
    expect(added).toContain(lamp.code)
    expect(added).not.toContain(dog.code)
    await talk.says('cảm ơn')
    const files = (id: string) => run((work) => work.db.feedbackFile.count({ where: { feedbackId: id } }))
    expect([await files(lamp.feedbackId), await files(dog.feedbackId)]).toEqual([1, 0])
    ward.clock.pass(7_200)
    const asked = (await talk.shows(photo)).join('\n')
    expect(asked).toContain('ảnh này thuộc phiếu nào')
    expect([await files(lamp.feedbackId), await files(dog.feedbackId)]).toEqual([1, 0])
  })

  it.each(channels)(
    '4. another body’s business is forwarded, asked after and answered under its name, on %s',
    async (_name, open) => {
      const talk = open()
      const { code, feedbackId } = await reports(talk, 'mất điện cả xóm ở tổ 5 từ tối qua')
      await press('one_stop', feedbackId, 'accept', { ...classified, field: 'water_power', authority: 'outside' })
      const wish = { other_agency: 'Công ty Điện lực', date: '2026-11-23', number: '15/UBND' }
      expect((await press('one_stop', feedbackId, 'forward', wish)).text).toContain('Cần lãnh đạo đồng ý')
      await press('leader', feedbackId, 'agree-forwarding')
      await press('one_stop', feedbackId, 'forward', wish)
      await press('one_stop', feedbackId, 'nudge', { nudge_note: 'gọi điện' })
      expect((await talk.says(code)).join('\n')).toContain('đã chuyển Công ty Điện lực')
      await press('one_stop', feedbackId, 'agency-answer', {
        agency_outcome: 'other_body',
        agency_text: 'Đã thay máy biến áp.',
      })
      expect((await talk.says(code)).join('\n')).toContain('Đã thay máy biến áp')
    }
  )

  it.each(channels)(
    '5. a refusal names a reason of the list and the way on; new facts open it again, on %s',
    async (_name, open) => {
      const talk = open()
      const { code, feedbackId } = await reports(talk, 'ổ gà sâu ở đường Hồng Hà, bên kia cầu')
      expect((await press('one_stop', feedbackId, 'refuse', { refusal: 'outside_authority' })).status).toBe(422)
      expect((await press('one_stop', feedbackId, 'refuse', { refusal: 'not_in_ward' })).status).toBe(200)
      const reopened = await talk.says(`${code} ổ gà này ở đầu đường Thạch Hãn, thuộc phường mình`)
      expect(reopened.join('\n')).toContain(`mở lại phiếu ${code}`)
      expect((await row(code)).status).toBe('awaiting_intake')
    }
  )

  it.each(channels)(
    '6. twice not good enough goes to the leader and away from the same officer, on %s',
    async (_name, open) => {
      const talk = open()
      const { code, feedbackId } = await reports(talk, 'karaoke ồn ào suốt đêm ở tổ 4')
      await takeIn(feedbackId, { field: 'noise' })
      ward.clock.pass(7_200) // the chat is not in the middle of anything any more
      expect(await answer(feedbackId, 'Đã nhắc nhở.')).toContain('Đã duyệt')
      expect((await talk.says('1, vẫn ồn')).join('\n')).toContain(`mở lại phiếu ${code}`)
      await talk.presses('Chưa xử lý xong')
      ward.clock.pass(7_200)
      expect(await answer(feedbackId, 'Đã nhắc nhở lần hai.')).toContain('Đã duyệt')
      expect((await talk.says('2, không đỡ gì')).join('\n')).toContain('lãnh đạo phường xem trực tiếp')
      const again = await at('specialist', `/feedback/${feedbackId}`)
      const refused = await again.post(`/feedback/${feedbackId}/answer`, {})
      expect([403, 422]).toContain(refused.status)
      expect((await row(code)).status).toBe('in_progress')
    }
  )

  it.each(channels)(
    '7. a report is taken back after a question, and nobody works on it any more, on %s',
    async (_name, open) => {
      const talk = open()
      const { code } = await reports(talk, 'cây gãy chắn lối đi tổ 3')
      const asked = await talk.says(`rút lại phiếu ${code}`)
      expect(asked.join('\n')).toContain('muốn rút phiếu')
      await talk.presses('Rút phiếu')
      expect((await row(code)).status).toBe('withdrawn')
    }
  )

  it.each(channels)('8. a complaint is guided and received in person, on %s', async (_name, open) => {
    const date = { 'web chat': '2026-12-03', Zalo: '2026-12-04', Telegram: '2026-12-07' }[_name]
    const wish = { date, from: '08:00', to: '10:00', place: 'Phòng tiếp công dân', host: 'Chủ tịch UBND phường', seats: '9' } // prettier-ignore
    const posting = await at('one_stop', '/reception')
    expect((await posting.submit(wish, { action: '/reception' })).text).toContain('Đã niêm yết')
    const talk = open()
    const guided = await talk.says('tôi khiếu nại quyết định thu hồi đất số 12 của phường, tôi không đồng ý')
    expect(guided.join('\n')).toContain('đơn có chữ ký hoặc trình bày trực tiếp')
    const offered = await talk.presses('Đặt lịch tiếp dân')
    expect(offered.join('\n')).toContain('Ông/bà chọn buổi nào ạ?')
    await talk.presses('08 giờ 00 thứ Năm, 03/12/2026')
    const refused = await talk.says('tố cáo ông tổ trưởng ăn chặn tiền')
    expect(refused.join('\n')).toContain('không ghi nội dung tố cáo')
    const booked = await talk.presses('Không ghi')
    expect(booked.join('\n')).toMatch(/số \d, khoảng .*thứ Năm, 03\/12\/2026, tại Phòng tiếp công dân/)
  })

  it.each(channels)(
    '9. a denunciation is sealed for one person, settled, and then nowhere, on %s',
    async (name, open) => {
      const secret = `ăn chặn tiền hỗ trợ lũ của ${name}`
      const talk = open()
      const guided = await talk.says(`Ông A tổ trưởng ${secret}, tôi có bằng chứng`)
      expect(guided.join('\n')).toContain('chỉ người được giao tiếp công dân mở được')
      expect(guided.join('\n')).not.toContain('ăn chặn')
      expect(await run((work) => findEverywhere(work, secret))).toEqual(['grievance'])
      const named = await at('reception', '/grievances')
      const list = await named.get('/grievances')
      const path = list.root.querySelectorAll('tbody th a').at(-1)!.getAttribute('href')!.slice('/console'.length)
      expect((await named.get(path)).text).toContain(secret)
      await named.submit({ as: 'denunciation' }, { action: `${path}/settle` })
      expect(await run((work) => findEverywhere(work, secret))).toEqual([])
      expect(await inTheQueue(secret)).toEqual([])
      ward.wired.log.info({ note: `planted ${secret}` }, 'a planted copy')
      expect(logged.filter((line) => line.includes(secret))).toHaveLength(1)
    }
  )

  it('10. a paper of the suggestion box goes the same way as a message', async () => {
    const second = await run((work) => work.db.official.findFirstOrThrow({ where: { roles: { has: 'specialist' } } }))
    const clerk = await at('one_stop', '/suggestion-box')
    const alone = await clerk.submit({ place: 'Nhà văn hóa tổ 9' }, { action: '/suggestion-box' })
    expect(alone.root.querySelector('#second-fault')).not.toBeNull()
    const opened = await clerk.submit({ place: 'Nhà văn hóa tổ 9', second: second.id }, { action: '/suggestion-box' })
    const path = opened.path.slice('/console'.length)
    const paper = { became: 'report', kind: 'suggestion', text: 'Đề nghị lắp thêm đèn ở ngõ 9', name: '' }
    const kept = await clerk.submit(paper, { action: `${path}/paper` })
    expect(kept.text).toContain('Đã lưu thư số 1')
    const { id } = await row(/PA-\d{4}-\d{4}/.exec(kept.text)![0])
    await takeIn(id, { kind: 'suggestion', field: 'lighting' })
    expect(await answer(id, 'Phường ghi nhận, đưa vào kế hoạch.')).toContain('Đã duyệt')
    expect(await run((work) => work.db.feedback.findFirstOrThrow({ where: { id } }))).toMatchObject({
      status: 'answered',
      intake: 'suggestion_box',
    })
  })

  it('the clock tends all of it in one job, and does nothing twice', async () => {
    ward.clock.pass(3 * 86_400)
    await tendFeedbackEverywhere(ward.wired)
    const told = () => run((work) => work.db.outbox.count())
    const before = await told()
    await tendFeedbackEverywhere(ward.wired)
    expect(await told()).toBe(before)
  })
})

/** Where the queue holds the words, in whichever machine it lives; a planted copy is found first. */
async function inTheQueue(words: string): Promise<string[]> {
  await ward.wired.queues.add('planted', 'a-planted-copy', { words })
  const searched = redisUrl === undefined ? inOtherSchemas : inRedis(redisUrl)
  const found = await searched(words)
  expect(found).toHaveLength(1)
  expect(found[0]).toMatch(redisUrl === undefined ? /^bullmq\./ : /^bull:planted:/)
  return found.slice(1)
}

/** Tables of every other schema than the ward's (the queue's among them) that hold the words. */
async function inOtherSchemas(words: string): Promise<string[]> {
  const owner = new pg.Client({ connectionString: ward.wired.databaseUrl })
  await owner.connect()
  try {
    return await holding(owner, words)
  } finally {
    await owner.end()
  }
}

async function emptied(url: string): Promise<void> {
  const redis = new Redis(url)
  await redis.flushdb()
  redis.disconnect()
}

/** Keys of all of this Redis that hold the words, whatever kind of value stands there. */
const inRedis = (url: string) => async (words: string) => {
  const redis = new Redis(url)
  try {
    const found: string[] = []
    for (const key of await redis.keys('*'))
      if (JSON.stringify(await contentOf(redis, key)).includes(words)) found.push(key)
    return found
  } finally {
    redis.disconnect()
  }
}

async function contentOf(redis: Redis, key: string): Promise<unknown> {
  switch (await redis.type(key)) {
    case 'string':
      return redis.get(key)
    case 'hash':
      return redis.hgetall(key)
    case 'list':
      return redis.lrange(key, 0, -1)
    case 'set':
      return redis.smembers(key)
    case 'zset':
      return redis.zrange(key, '0', '-1')
    case 'stream':
      return redis.xrange(key, '-', '+')
    default:
      throw new Error(`${key} is of a kind that is not searched`)
  }
}

async function holding(owner: pg.Client, words: string): Promise<string[]> {
  const tables = await owner.query<{ name: string }>(
    `select quote_ident(schemaname) || '.' || quote_ident(tablename) as name from pg_tables
     where schemaname not in ('pg_catalog', 'information_schema', 'public')`
  )
  const found: string[] = []
  for (const { name } of tables.rows) {
    const hits = await owner.query(`select 1 from ${name} as t where t::text like $1 limit 1`, [`%${words}%`])
    if (hits.rowCount) found.push(name)
  }
  return found
}
