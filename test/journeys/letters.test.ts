import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { deliverEverything } from '../../src/delivery/deliver-conversation.ts'
import { openLink } from '../../src/ward/citizen/open-link.ts'
import { recordCitizens } from '../../src/ward/citizen/record-citizens.ts'
import { letterKinds } from '../../src/ward/letter/letter.ts'
import { approveLetterText, draftLetterText } from '../../src/ward/letter-text/keep-letter-text.ts'
import { addOfficial } from '../../src/ward/official/add-official.ts'
import type { Work } from '../../src/ward/work.ts'
import { tendLetters } from '../../workers/letters.ts'
import { makeClient, testPassword, type ConsoleClient } from '../support/console-client.ts'
import { openRunningWard, type Correspondent, type RunningWard } from '../support/running-ward.ts'

/** Whole ways of a family: from the counter to the letter, and where no letter may come. */

let running: RunningWard
let families = 0

beforeAll(async () => {
  running = await openRunningWard({ at: '2026-11-25T09:00:00+07:00' })
  await run(async (work) => {
    for (const kind of letterKinds) {
      const known = await work.db.letterText.count({ where: { kind, status: 'approved' } })
      if (known > 0) continue
      const draft = await draftLetterText(work, { kind, body: running.wired.translate(`letter.text.${kind}`) })
      if (draft.ok) await approveLetterText(work, { textId: draft.value.id })
    }
  })
  for (const role of ['culture_social', 'leader'] as const) {
    const account = { login: logins[role], fullName: 'Lê Thị Thử', roles: [role], password: testPassword }
    const added = await run((work) => addOfficial(work, account))
    if (!added.ok) throw new Error(added.refusal)
  }
})
afterAll(() => running.close())

const run = <T>(useCase: (work: Work) => Promise<T>): Promise<T> =>
  running.wired.transact(running.ward.id, 'operator', useCase)

const logins = { culture_social: 'thu-van-hoa', leader: 'thu-lanh-dao' } as const

/** An official signs in: days pass in these stories, and no session outlives a night. */
async function atDesk(role: keyof typeof logins): Promise<ConsoleClient> {
  const client = makeClient({ app: running.app, pages: [], close: async () => {} })
  const home = await client.signIn(logins[role], testPassword)
  expect(home.path).not.toContain('sign-in')
  return client
}

const day = (date: string, clock = '09:00') => running.clock.set(`${date}T${clock}:00+07:00`)
const tend = () => tendLetters(running.wired, running.ward.id)
const tasks = (kind: string) => run((work) => work.db.letterTask.findMany({ where: { kind }, orderBy: { id: 'asc' } }))
const letterOf = (eventKind: string, subject?: string) =>
  run((work) =>
    work.db.letter.findFirstOrThrow({
      where: { kind: eventKind, ...(subject ? { subjectId: subject } : {}) },
      orderBy: { id: 'desc' },
    })
  )

/** A mother with a Zalo chat that is proven hers, of a household of her own. */
async function family(): Promise<{ chat: Correspondent; conversationId: string; mother: string; number: number }> {
  const number = ++families
  const mother = `Nguyễn Thị Lành ${'ABCDEF'[number]}`
  const chat = running.byZalo()
  await chat.says('chào phường')
  const conversationId = await run(async (work) => {
    await recordCitizens(work, [
      {
        reference: `THU-${number}`,
        fullName: mother,
        birthYear: 1996,
        gender: 'female',
        householdCode: `THU-HK-${number}`,
      },
    ])
    const conversation = await work.db.conversation.findFirstOrThrow({
      where: { channel: 'zalo' },
      orderBy: { id: 'desc' },
    })
    const citizen = await work.db.citizen.findFirstOrThrow({ where: { reference: `THU-${number}` } })
    await openLink(work, conversation.id, { citizenId: citizen.id }, { provenBy: 'counter_code' })
    return conversation.id
  })
  return { chat, conversationId, mother, number }
}

const childOf = (number: number): string => `Trần Minh Khôi ${'ABCDEF'[number]}`

/** Officials open the letter in the console and agree to the words it shows; a condolence needs both. */
async function approve(letterId: string): Promise<void> {
  for (const role of ['culture_social', 'leader'] as const) {
    const official = await atDesk(role)
    const open = await official.get(`/letters/${letterId}`)
    const action = `/letters/${letterId}/approve`
    if (open.root.querySelector(`form[action="/console${action}"]`) === null) return
    const text = open.root.querySelector('textarea[name=text]')?.text
    const addressee = open.root.querySelector('input[name=addressee]')?.getAttribute('value')
    const done = await official.submit(text === undefined ? {} : { text, addressee: addressee! }, { action })
    expect(done.status).toBe(200)
  }
}

const blank = { nature: 'first', bornDate: '', diedDate: '', handedOverDate: '' }

/** The clerk writes an entry down at the counter, with what the family ticked on the form. */
async function enter(fields: Record<string, string>): Promise<void> {
  const culture = await atDesk('culture_social')
  await culture.get(`/civil-events/new?kind=${fields['kind']}`)
  const done = await culture.submit({ ...blank, ...fields }, { action: '/civil-events' })
  expect(done.text).toContain('Đã ghi')
}

const enterBirth = (mother: string, number: number, date: string) =>
  enter({
    kind: 'birth',
    registerNumber: `${200 + number}/2026`,
    registeredDate: date,
    child: childOf(number),
    childYear: date.slice(0, 4),
    mother,
    motherYear: '1996',
    motherConsent: 'chat',
  })

async function leave(conversationId: string): Promise<string[]> {
  const before = running.zalo.sent().length
  await tend()
  await deliverEverything(running.wired.delivery, running.ward.id, conversationId)
  await tend()
  return running.zalo
    .sent()
    .slice(before)
    .map(({ text }) => text)
}

describe('consent at the counter → birth → approval → letter → thanks', () => {
  test('the letter comes on the fourth day, once, and thanks are met with thanks', async () => {
    day('2026-11-25')
    const { chat, conversationId, mother, number } = await family()
    await enterBirth(mother, number, '2026-11-25')
    expect(await letterOf('birth')).toMatchObject({ status: 'held' })
    day('2026-11-28')
    await tend()
    const { id } = await letterOf('birth')
    expect(await leave(conversationId)).toEqual([])
    await approve(id)
    const letters = await leave(conversationId)
    expect(letters).toHaveLength(1)
    expect(letters[0]).toContain(`Kính gửi chị ${mother}`)
    expect(letters[0]).toContain(`cháu ${childOf(number)}`)
    expect(letters[0]).toContain('dừng thư')
    expect(await letterOf('birth')).toMatchObject({ status: 'sent' })
    expect(await leave(conversationId)).toEqual([])
    const answer = await chat.says('dạ em cảm ơn phường nhiều ạ')
    expect(answer.join(' ')).toMatch(/Dạ/)
  })
})

describe('birth, then the child dies on the second day', () => {
  test('nothing leaves, and a person is told', async () => {
    day('2026-12-01')
    const { conversationId, mother, number } = await family()
    await enterBirth(mother, number, '2026-12-01')
    day('2026-12-02')
    await enter({
      kind: 'death',
      registerNumber: '31/2026',
      registeredDate: '2026-12-02',
      diedDate: '2026-12-02',
      deceased: childOf(number),
      deceasedYear: '2026',
      relative: mother,
      relativeYear: '1996',
    })
    for (const date of ['2026-12-04', '2026-12-05', '2026-12-20']) {
      day(date)
      expect(await leave(conversationId)).toEqual([])
    }
    expect(await letterOf('birth')).toMatchObject({ status: 'stopped' })
    expect((await letterOf('condolence')).status).toBe('review')
    expect((await tasks('loss')).at(-1)).toMatchObject({ status: 'open', urgent: true })
  })

  test('told by the mother herself: every letter stops at once, gently, and nothing more is said', async () => {
    day('2026-12-21')
    const { chat, conversationId, mother, number } = await family()
    await enterBirth(mother, number, '2026-12-21')
    const before = (await tasks('loss')).length
    const answer = await chat.says('Cháu bé không giữ được, xin đừng gửi thư chúc mừng nữa ạ')
    expect(answer).toHaveLength(1)
    expect(answer[0]).toContain('Phường xin chia sẻ nỗi mất mát này với gia đình')
    expect(answer[0]).not.toMatch(/[!?]|chúc mừng gia đình/)
    expect(await letterOf('birth')).toMatchObject({ status: 'stopped', why: 'withdrawn' })
    expect(await tasks('loss')).toHaveLength(before + 1)
    day('2026-12-26')
    expect(await leave(conversationId)).toEqual([])
  })
})

describe('a neighbour tells of a death', () => {
  test('verified → condolence by two officials → visit → fund → public totals', async () => {
    day('2027-01-11')
    const chat = running.byZalo()
    await chat.says('chào phường')
    const answer = await chat.says('báo với phường là cụ Vũ Thị Nhớn ở cuối xóm mất rồi, con cháu ở xa chưa về kịp')
    expect(answer.join(' ')).toContain('Cán bộ sẽ hỏi gia đình và tổ trưởng trước')
    const [task] = (await tasks('death_told')).slice(-1)
    expect(task).toMatchObject({ status: 'open', urgent: true })
    const culture = await atDesk('culture_social')
    const page = await culture.get('/letters/tasks')
    expect(page.text).toContain('cụ Vũ Thị Nhớn ở cuối xóm mất rồi')
    const verified = await culture.submit(
      {
        ...{ deceased: 'Vũ Thị Nhớn', birthYear: '1938', gender: 'female' },
        ...{ relative: 'Đỗ Văn Cả', relativeYear: '1960', died: '2027-01-11', funeral: '2027-01-13' },
      },
      { action: '/letters/deaths' }
    )
    expect(verified.text).toContain('Thư chia buồn chờ hai cán bộ duyệt')
    const note = `note-${task!.id}`
    await culture.submit({ [note]: 'Đã hỏi tổ trưởng.' }, { action: `/letters/tasks/${task!.id}/close` })
    expect((await tasks('death_told')).at(-1)).toMatchObject({ status: 'done' })
    const { id } = await letterOf('condolence')
    await approve(id)
    expect(await letterOf('condolence')).toMatchObject({ status: 'paper', way: 'paper' })
    await culture.get(`/letters/${id}`)
    const sent = { visitor: '', other: 'Tổ trưởng Hoàng Văn Đáng', visitDate: '2027-01-12' }
    await culture.submit(sent, { action: `/letters/${id}/visitor` })
    expect((await culture.get('/letters/visits')).text).toMatch(/gia quyến cụ Vũ Thị Nhớn.*Tổ trưởng Hoàng Văn Đáng/)
    day('2027-01-12', '15:00')
    const later = await atDesk('culture_social')
    await later.get(`/letters/${id}`)
    await later.submit({ date: '2027-01-12' }, { action: `/letters/${id}/hand-over` })
    expect(await letterOf('condolence')).toMatchObject({ status: 'handed_over' })
    await later.get('/fund')
    const paidIn = { kind: 'budget', form: 'deposit', amount: '1.000.000', date: '2027-01-04' }
    await later.submit({ ...paidIn, handedBy: '', receipt: '' }, { action: '/fund' })
    await later.get(`/fund?letter=${id}`)
    const given = { kind: 'condolence', form: 'visit', amount: '200.000', date: '2027-01-12' }
    await later.submit({ ...given, handedBy: 'Tổ trưởng phúng viếng tại nhà', receipt: 'BN-01' }, { action: '/fund' })
    expect((await later.get(`/letters/${id}`)).text).toContain('200.000 đ')
    const board = await running.app.inject({ url: `/${running.ward.slug}/fund` })
    expect(board.statusCode).toBe(200)
    // one case is a family: its sum stays in the book
    expect(board.body).toContain('Tổng số chưa công bố')
    expect(board.body).not.toContain('200.000')
    expect(board.body).not.toMatch(/Nhớn|phúng viếng tại nhà/)
  })
})

describe('the wrong recipient', () => {
  test('is asked pardon, gets nothing more, and it is kept as an incident with a note', async () => {
    day('2027-01-18')
    const { chat, conversationId, mother, number } = await family()
    await enterBirth(mother, number, '2027-01-18')
    day('2027-01-21')
    await tend()
    const { id } = await letterOf('birth')
    await approve(id)
    expect(await leave(conversationId)).toHaveLength(1)
    const answer = await chat.says('nhầm người rồi phường ơi, tôi không có con nhỏ')
    expect(answer.join(' ')).toMatch(/xin lỗi/)
    const [task] = await tasks('wrong_person')
    expect(task).toMatchObject({ status: 'open', urgent: true, letterId: id })
    const links = await run((work) =>
      work.db.chatLink.count({ where: { conversationId, endedAt: null, citizenId: { not: null } } })
    )
    expect(links).toBe(0)
    const culture = await atDesk('culture_social')
    const close = async (note: string) => {
      await culture.get('/letters/tasks')
      const action = `/letters/tasks/${task!.id}/close`
      return (await culture.submit({ [`note-${task!.id}`]: note }, { action })).status
    }
    expect(await close('')).toBe(409)
    expect(await close('Đã gọi xin lỗi; số điện thoại đã đổi chủ, đã gỡ liên kết.')).toBe(200)
    expect((await tasks('wrong_person'))[0]).toMatchObject({ status: 'done', closedById: expect.any(String) as string })
  })
})
