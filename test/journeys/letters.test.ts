import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { deliverEverything } from '../../src/delivery/deliver-conversation.ts'
import { openLink } from '../../src/ward/citizen/open-link.ts'
import { recordCitizens } from '../../src/ward/citizen/record-citizens.ts'
import type { CivilEventRecord } from '../../src/ward/civil-event/read-civil-event.ts'
import { recordCivilEvents } from '../../src/ward/civil-event/record-civil-events.ts'
import { recordVerifiedDeath } from '../../src/ward/civil-event/record-verified-death.ts'
import { recordFundEntry } from '../../src/ward/fund/keep-fund.ts'
import { approveLetter } from '../../src/ward/letter/approve-letter.ts'
import { handOverLetter } from '../../src/ward/letter/decide-letter.ts'
import { findLetters } from '../../src/ward/letter/find-letters.ts'
import { findLetterhead, wordsOfCard } from '../../src/ward/letter/letterhead.ts'
import { letterKinds } from '../../src/ward/letter/letter.ts'
import { approveLetterText, draftLetterText } from '../../src/ward/letter-text/keep-letter-text.ts'
import { closeLetterTask } from '../../src/ward/letter-task/handle-letter-task.ts'
import { permissionsOf } from '../../src/ward/official/permission.ts'
import type { Work } from '../../src/ward/work.ts'
import { tendLetters } from '../../workers/letters.ts'
import { openRunningWard, type Correspondent, type RunningWard } from '../support/running-ward.ts'

/** Whole ways of a family: from the counter to the letter, and where no letter may come. */

let running: RunningWard
let approvers: string[]
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
  const officials = await run((work) =>
    work.db.official.findMany({ where: { endedAt: null }, orderBy: { login: 'asc' } })
  )
  approvers = officials.filter(({ roles }) => permissionsOf(roles).has('approve_letters')).map(({ id }) => id)
})
afterAll(() => running.close())

const run = <T>(useCase: (work: Work) => Promise<T>, officialId?: string): Promise<T> =>
  running.wired.transact(running.ward.id, officialId ? `official:${officialId}` : 'operator', useCase)

const day = (date: string, clock = '09:00') => running.clock.set(`${date}T${clock}:00+07:00`)
const tend = () => tendLetters(running.wired, running.ward.id)
const tell = (record: CivilEventRecord) => run((work) => recordCivilEvents(work, [record], 'import:test'))
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

const birthOf = (mother: string, number: number, date: string): CivilEventRecord => ({
  kind: 'birth',
  registerNumber: `${200 + number}/2026`,
  registeredDate: date,
  people: [
    { role: 'child', fullName: childOf(number), birthYear: Number(date.slice(0, 4)) },
    { role: 'mother', fullName: mother, birthYear: 1996, consent: 'chat' },
  ],
})

/** As many officials as it needs agree to the words the ward has approved. */
async function approve(letterId: string): Promise<void> {
  for (const officialId of approvers.slice(0, 2)) {
    await run(async (work) => {
      const [card] = await findLetters(work, { ids: [letterId] })
      const head = await findLetterhead(work)
      const words = wordsOfCard(running.wired.translate, card!, head)!
      await approveLetter(work, { letterId, words, textId: head.texts.get(card!.kind)?.id ?? null })
    }, officialId)
  }
}

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
    await tell(birthOf(mother, number, '2026-11-25'))
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
    await tell(birthOf(mother, number, '2026-12-01'))
    day('2026-12-02')
    await tell({
      kind: 'death',
      registerNumber: '31/2026',
      registeredDate: '2026-12-02',
      diedDate: '2026-12-02',
      people: [
        { role: 'deceased', fullName: childOf(number), birthYear: 2026 },
        { role: 'relative', fullName: mother, birthYear: 1996 },
      ],
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
    await tell(birthOf(mother, number, '2026-12-21'))
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
    const official = approvers[0]!
    const verified = await run(
      (work) =>
        recordVerifiedDeath(work, {
          deceased: { fullName: 'Vũ Thị Nhớn', birthYear: 1938, gender: 'female' },
          relative: { fullName: 'Đỗ Văn Cả', birthYear: 1960 },
          diedDate: '2027-01-11',
          funeralDate: '2027-01-13',
        }),
      official
    )
    if (!verified.ok) throw new Error(verified.refusal)
    await run(
      (work) => closeLetterTask(work, { taskId: task!.id, note: 'Đã hỏi tổ trưởng.', dismissed: false }),
      official
    )
    const { id } = await letterOf('condolence', verified.value.eventId)
    await approve(id)
    expect(await letterOf('condolence', verified.value.eventId)).toMatchObject({ status: 'paper', way: 'paper' })
    await run((work) => handOverLetter(work, { letterId: id, date: '2027-01-12', officialId: official }), official)
    const entered = await run(async (work) => {
      await recordFundEntry(work, { kind: 'budget', form: 'deposit', amountDong: 1_000_000, givenDate: '2027-01-04' })
      return recordFundEntry(work, {
        kind: 'condolence',
        form: 'visit',
        amountDong: 200_000,
        givenDate: '2027-01-11',
        letterId: id,
        handedBy: 'Tổ trưởng phúng viếng tại nhà',
        receipt: 'BN-01',
      })
    }, official)
    expect(entered.ok).toBe(true)
    const board = await running.app.inject({ url: `/${running.ward.slug}/fund` })
    expect(board.statusCode).toBe(200)
    expect(board.body).toMatch(/1 trường hợp, 200\.000 đồng/)
    expect(board.body).not.toMatch(/Nhớn|phúng viếng tại nhà/)
  })
})

describe('the wrong recipient', () => {
  test('is asked pardon, gets nothing more, and it is kept as an incident with a note', async () => {
    day('2027-01-18')
    const { chat, conversationId, mother, number } = await family()
    await tell(birthOf(mother, number, '2027-01-18'))
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
    const official = approvers[0]!
    const close = (note: string) =>
      run((work) => closeLetterTask(work, { taskId: task!.id, note, dismissed: false }), official)
    expect(await close('')).toEqual({ ok: false, refusal: 'note_missing' })
    expect((await close('Đã gọi xin lỗi; số điện thoại đã đổi chủ, đã gỡ liên kết.')).ok).toBe(true)
  })
})
