import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { loadTranslate } from '../../src/platform/i18n.ts'
import { newId } from '../../src/platform/ids.ts'
import { findLetters } from '../../src/ward/letter/find-letters.ts'
import { planLetters } from '../../src/ward/letter/plan-letters.ts'
import { letterKinds } from '../../src/ward/letter/letter.ts'
import { approveLetterText, draftLetterText } from '../../src/ward/letter-text/keep-letter-text.ts'
import { openLetterTask } from '../../src/ward/letter-task/open-letter-task.ts'
import { recordFundEntry } from '../../src/ward/fund/keep-fund.ts'
import { aBirth, aDeath, makeLetterWard, type LetterWard } from '../support/letter-ward.ts'
import { openConsole, signedIn, type TestConsole } from '../support/console-client.ts'
import { freshDatabase, type TestDatabase } from '../support/test-ward.ts'

let store: TestDatabase
let ward: LetterWard
let desk: TestConsole

beforeAll(async () => void (store = await freshDatabase()))
afterAll(() => store.drop())
beforeEach(async () => {
  ward = await makeLetterWard(store)
  desk = await openConsole(store, ward)
  const t = await loadTranslate()
  await ward.run(async (work) => {
    for (const kind of letterKinds) {
      const draft = await draftLetterText(work, { kind, body: t(`letter.text.${kind}`) })
      if (draft.ok) await approveLetterText(work, { textId: draft.value.id })
    }
  })
  return () => desk.close()
})

const culture = () => signedIn(desk, ward, ['culture_social'])
const leader = () => signedIn(desk, ward, ['leader'])

describe('the week’s letters', () => {
  test('a birth letter is read on its card and approved with others, and becomes paper without a chat', async () => {
    await ward.tell(aBirth())
    ward.clock.set('2026-11-28T09:00:00+07:00')
    await ward.run((work) => planLetters(work, { everyOpen: true }))
    const client = await leader()
    const home = await client.get('/letters')
    expect(home.text).toContain('chị Nguyễn Thị Lành và gia đình')
    expect(home.text).toContain('cháu Trần Minh Khôi')
    const tick = home.root.querySelector('input[name=letter]')!.getAttribute('value')!
    const done = await client.submit({ letter: tick }, { action: '/letters/approve' })
    expect(done.text).toContain('Đã duyệt 1 thư')
    expect(await ward.letter()).toMatchObject({ status: 'paper', approvedById: client.official.id })
    const visits = await client.get('/letters/visits')
    expect(visits.text).toContain('chị Nguyễn Thị Lành và gia đình')
    const printed = await client.get('/letters/visits/paper')
    expect(printed.headers['content-type']).toBe('application/pdf')
    expect(printed.body.slice(0, 5)).toBe('%PDF-')
  })

  test('words that have changed since they were on the page are not approved with others, and that is said', async () => {
    await ward.tell(aBirth())
    ward.clock.set('2026-11-28T09:00:00+07:00')
    await ward.run((work) => planLetters(work, { everyOpen: true }))
    const client = await leader()
    const tick = (await client.get('/letters')).root.querySelector('input[name=letter]')!.getAttribute('value')!
    const body = `${(await loadTranslate())('letter.text.birth')} Kính chúc gia đình bình an.`
    await ward.run(async (work) => {
      const draft = await draftLetterText(work, { kind: 'birth', body })
      if (draft.ok) await approveLetterText(work, { textId: draft.value.id })
    })
    const done = await client.submit({ letter: tick }, { action: '/letters/approve' })
    expect(done.text).toContain('Đã duyệt 0 thư. Còn 1 thư chưa duyệt')
    expect(await ward.letter()).toMatchObject({ status: 'ready', approvedById: null })
  })

  test('nothing is put on paper before it has been agreed to', async () => {
    await ward.tell(aDeath())
    const { id } = await ward.letter()
    const [first, second] = [await culture(), await leader()]
    const open = await first.get(`/letters/${id}`)
    expect(open.body).not.toContain(`/letters/${id}/paper`)
    const text = open.root.querySelector('textarea[name=text]')!.text
    const addressee = open.root.querySelector('input[name=addressee]')!.getAttribute('value')!
    expect((await second.get(`/letters/${id}/paper`)).status).toBe(404)
    await first.submit({ addressee, text }, { action: `/letters/${id}/approve` })
    expect((await first.get(`/letters/${id}/paper`)).status).toBe(404)
    await second.get(`/letters/${id}`)
    await second.submit({}, { action: `/letters/${id}/approve` })
    expect((await first.get(`/letters/${id}`)).body).toContain(`/letters/${id}/paper`)
    expect((await first.get(`/letters/${id}/paper`)).headers['content-type']).toBe('application/pdf')
  })

  test('more letters than a page holds push out no other sort, and the page says that there are more', async () => {
    await ward.tell(aDeath())
    await ward.run((work) =>
      work.db.letter.createMany({
        data: Array.from({ length: 101 }, () => ({
          ...{ id: newId(), kind: 'birth', subjectId: newId(), status: 'review', why: 'two_letters' },
          createdAt: work.now,
        })),
      })
    )
    const home = await (await leader()).get('/letters')
    expect(home.text).toContain('Mỗi mục hiện 100 thư cũ nhất')
    expect(home.text).toContain('gia quyến cụ Lê Thị Hiền')
    expect(await ward.run((work) => findLetters(work, { statuses: ['review'] }))).toHaveLength(101)
  })

  test('a condolence is in no batch, and leaves with the second official only', async () => {
    await ward.tell(aDeath())
    const { id } = await ward.letter()
    const first = await culture()
    const home = await first.get('/letters')
    expect(home.root.querySelectorAll('input[name=letter]')).toHaveLength(0)
    const open = await first.get(`/letters/${id}`)
    const text = open.root.querySelector('textarea[name=text]')!.text
    const addressee = open.root.querySelector('input[name=addressee]')!.getAttribute('value')!
    expect(addressee).toBe('gia quyến cụ Lê Thị Hiền')
    expect(text).not.toMatch(/!|chúc|mừng/i)
    await first.submit({ addressee, text }, { action: `/letters/${id}/approve` })
    expect(await ward.letter()).toMatchObject({ status: 'ready', approvedById: first.official.id })
    const second = await leader()
    await second.get(`/letters/${id}`)
    await second.submit({}, { action: `/letters/${id}/approve` })
    expect(await ward.letter()).toMatchObject({ status: 'paper', secondById: second.official.id })
  })

  test('the switch stops everything, and says so on the page', async () => {
    const client = await leader()
    await client.get('/letters')
    const off = await client.submit({}, { action: '/letters/switch' })
    expect(off.text).toContain('Đang dừng mọi thư')
  })

  test('who only prepares letters sees no way to approve one', async () => {
    await ward.tell(aDeath())
    const { id } = await ward.letter()
    const client = await signedIn(desk, ward, ['civil_status'])
    const page = await client.get(`/letters/${id}`)
    expect(page.root.querySelector(`form[action="/console/letters/${id}/approve"]`)).toBeNull()
    expect((await client.post(`/letters/${id}/approve`, {})).status).toBe(403)
  })
})

describe('what families tell', () => {
  test('a neighbour’s word of a death is verified by an official, and only then the letter waits for two', async () => {
    await ward.run((work) => openLetterTask(work, { kind: 'death_told', words: 'Bà Hiền cuối ngõ vừa mất' }))
    expect(await ward.letters()).toEqual([])
    const client = await culture()
    const page = await client.get('/letters/tasks')
    expect(page.text).toContain('Bà Hiền cuối ngõ vừa mất')
    const done = await client.submit(
      {
        deceased: 'Lê Thị Hiền',
        birthYear: '1944',
        gender: 'female',
        relative: '',
        relativeYear: '',
        died: '2026-11-24',
        funeral: '',
      },
      { action: '/letters/deaths' }
    )
    expect(done.text).toContain('Thư chia buồn chờ hai cán bộ duyệt')
    expect(await ward.letter()).toMatchObject({ kind: 'condolence', status: 'ready' })
    expect((await ward.citizen('CD-BA')).deceasedAt).not.toBeNull()
  })

  test('a wrong letter is not closed before it is written down who apologised', async () => {
    await ward.run((work) => openLetterTask(work, { kind: 'wrong_person', words: 'nhầm người rồi' }))
    const [task] = await ward.tasks()
    const client = await culture()
    await client.get('/letters/tasks')
    const empty = await client.submit({ [`note-${task!.id}`]: '' }, { action: `/letters/tasks/${task!.id}/close` })
    expect(empty.status).toBe(409)
    await client.get('/letters/tasks')
    await client.submit(
      { [`note-${task!.id}`]: 'Đã gọi xin lỗi, sửa liên kết.' },
      { action: `/letters/tasks/${task!.id}/close` }
    )
    expect((await ward.tasks())[0]).toMatchObject({ status: 'done', closedById: client.official.id })
  })
})

describe('events, the list of elders, the words and the fund', () => {
  test('an event by hand is one event, and its faults are named at their fields', async () => {
    const client = await culture()
    await client.get('/civil-events/new?kind=birth')
    const blank = { nature: 'first', bornDate: '', diedDate: '', handedOverDate: '' }
    const faulty = await client.submit(
      {
        ...blank,
        kind: 'birth',
        registerNumber: '9',
        registeredDate: '2026-11-25',
        mother: 'Nguyễn Thị Lành',
        motherYear: '1996',
      },
      { action: '/civil-events' }
    )
    expect(faulty.text).toContain('Chưa điền')
    const saved = await client.submit(
      {
        ...blank,
        kind: 'birth',
        registerNumber: '9',
        registeredDate: '2026-11-25',
        child: 'Trần Minh An',
        mother: 'Nguyễn Thị Lành',
        motherYear: '1996',
        motherConsent: 'paper',
      },
      { action: '/civil-events' }
    )
    expect(saved.text).toContain('Trần Minh An')
    expect(await ward.letter()).toMatchObject({ status: 'held' })
  })

  test('words of a condolence that are not sober are refused at their field; nobody approves their own', async () => {
    const client = await culture()
    await client.get('/letters/texts')
    const faulty = await client.submit(
      { 'body-condolence': 'Xin chia buồn!!!' },
      { action: '/letters/texts/condolence' }
    )
    expect(faulty.text).toContain('không dùng dấu chấm than')
    await client.get('/letters/texts')
    await client.submit(
      { 'body-condolence': 'UBND [tên phường] xin chia buồn cùng gia quyến.' },
      { action: '/letters/texts/condolence' }
    )
    const draft = await ward.run((work) => work.db.letterText.findFirstOrThrow({ where: { status: 'draft' } }))
    expect((await client.submit({}, { action: `/letters/versions/${draft.id}/approve` })).status).toBe(409)
    const other = await leader()
    await other.get('/letters/texts')
    expect((await other.submit({}, { action: `/letters/versions/${draft.id}/approve` })).status).toBe(200)
  })

  test('the longevity list is made, confirmed and asked on its page', async () => {
    await ward.run((work) => work.db.citizen.updateMany({ where: { reference: 'CD-BA' }, data: { birthYear: 1946 } }))
    const client = await culture()
    await client.get('/longevity')
    const list = await client.submit({}, { action: '/longevity' })
    expect(list.text).toContain('Lê Thị Hiền')
    const line = await ward.run((work) => work.db.longevityLine.findFirstOrThrow())
    await client.submit({}, { action: `/longevity/${line.id}` })
    await client.submit({}, { action: `/longevity/${line.id}` })
    expect(await ward.letter()).toMatchObject({ kind: 'longevity', status: 'ready' })
  })

  test('the fund takes entries in whole đồng and shows cases and balance', async () => {
    await ward.run((work) =>
      recordFundEntry(work, { kind: 'budget', form: 'deposit', amountDong: 5_000_000, givenDate: '2026-01-05' })
    )
    const client = await culture()
    await client.get('/fund')
    const entry = {
      letterId: '',
      kind: 'birth',
      form: 'gift',
      amount: '100.000',
      date: '2026-11-20',
      handedBy: 'Bà Hạnh',
      receipt: 'BN-12',
    }
    const done = await client.submit(entry, { action: '/fund' })
    expect(done.text).toContain('4.900.000 đ')
    expect((await client.submit({ ...entry, amount: '9.000.000' }, { action: '/fund' })).status).toBe(409)
  })

  test('a year or sex that cannot be read is a fault at its field, and nothing is recorded', async () => {
    const client = await culture()
    const death = {
      deceased: 'Lê Thị Hiền',
      gender: '',
      relative: '',
      relativeYear: '',
      died: '2026-11-24',
      funeral: '',
    }
    await client.get('/letters/tasks')
    const year = await client.submit({ ...death, birthYear: '194' }, { action: '/letters/deaths' })
    expect(year.text).toContain('Năm gồm bốn chữ số')
    const sex = await client.submit({ ...death, birthYear: '1944', gender: 'nu' }, { action: '/letters/deaths' })
    expect(sex.text).toContain('Nội dung chưa đọc được')
    const event = {
      ...{ kind: 'death', registerNumber: '9/2026', registeredDate: '2026-11-25', nature: 'first' },
      ...{ deceased: 'Lê Thị Hiền', deceasedYear: '44', diedDate: '2026-11-24', funeralDate: '2026-11-27' },
    }
    await client.get('/civil-events/new?kind=death')
    const told = await client.submit(event, { action: '/civil-events' })
    expect(told.text).toContain('Năm gồm bốn chữ số')
    expect(await ward.run((work) => work.db.civilEvent.count())).toBe(0)
    await client.submit({ ...event, deceasedYear: '1944' }, { action: '/civil-events' })
    const recorded = await ward.run((work) => work.db.civilEvent.findFirstOrThrow())
    expect(recorded.funeralDate?.toISOString().slice(0, 10)).toBe('2026-11-27')
  })

  test('an answer about consent that is none of the offered is named at its field, and nothing is taken', async () => {
    const client = await culture()
    await client.get('/civil-events/new?kind=birth')
    const event = {
      ...{ kind: 'birth', registerNumber: '9', registeredDate: '2026-11-25', nature: 'first' },
      ...{ child: 'Trần Minh An', mother: 'Nguyễn Thị Lành', motherYear: '1996', motherConsent: 'zalo' },
    }
    const told = await client.submit(event, { action: '/civil-events' })
    expect(told.text).toContain('Nội dung chưa đọc được')
    expect(await ward.run((work) => work.db.civilEvent.count())).toBe(0)
  })

  test('a death told twice is merged with one press, is marked, and is split again', async () => {
    const dead = (fullName: string, registerNumber: string) =>
      aDeath({ registerNumber, people: [{ role: 'deceased', fullName, birthYear: 1940 }] })
    await ward.tell(dead('Nguyễn Văn Tư', '7'), dead('Nguyễn Tư', '8'))
    const client = await culture()
    const list = await client.get('/civil-events')
    const path = list.root.querySelector('a[href$="/merge"]')!.getAttribute('href')!.replace('/console', '')
    const seen = await client.get(path)
    expect(seen.text).toContain('Cùng một việc với việc nào')
    const action = path
    const other = seen.root.querySelector('input[name=with]')!.getAttribute('value')!
    const merged = await client.submit({ with: other }, { action })
    expect(merged.text).toContain('Gia đình chỉ nhận một thư')
    expect(merged.text).toContain('đã gộp')
    expect((await ward.letters()).map(({ why }) => why).sort()).toEqual(['merged', null].sort())
    const double = await ward.run((work) => work.db.civilEvent.findFirstOrThrow({ where: { status: 'merged' } }))
    await client.get(`/civil-events/${double.id}/merge`)
    const split = await client.submit({}, { action: `/civil-events/${double.id}/split` })
    expect(split.text).toContain('Đã tách ra')
  })

  test('an entry asks only what its book asks', async () => {
    const client = await culture()
    expect((await client.get('/civil-events/new')).root.querySelectorAll('input[type=text]')).toHaveLength(0)
    const form = await client.get('/civil-events/new?kind=death')
    const names = form.root.querySelectorAll('main input, main select').map((one) => one.getAttribute('name'))
    const asked = ['registerNumber', 'registeredDate', 'diedDate', 'funeralDate', 'deceased', 'deceasedYear']
    expect(names.filter((name) => name !== '_csrf')).toEqual(
      ['kind', ...asked, 'relative', 'relativeYear', 'relativeConsent', 'nature'] // prettier-ignore
    )
  })

  test('the register goes on on a second page', async () => {
    await ward.tell(...Array.from({ length: 51 }, (_, at) => aBirth({ registerNumber: `${100 + at}` })))
    const client = await culture()
    const first = await client.get('/civil-events')
    expect(first.text).not.toContain(' 100 ')
    const next = first.root.querySelector('a[rel=next]')!.getAttribute('href')!
    const second = await client.get(next.replace('/console', ''))
    expect(second.root.querySelectorAll('tbody tr')).toHaveLength(1)
    expect(second.text).toContain('100')
    expect(second.root.querySelector('a[rel=next]')).toBeNull()
  })

  test('the book of the fund goes on on a second page', async () => {
    await ward.run((work) =>
      work.db.fundEntry.createMany({
        data: Array.from({ length: 101 }, (_, at) => ({
          ...{ id: newId(), kind: 'budget', form: 'deposit', amountDong: 1_000, receipt: `PT-${at}` },
          givenDate: new Date(Date.UTC(2026, 0, 1 + at)),
          enteredAt: work.now,
        })),
      })
    )
    const client = await culture()
    const first = await client.get('/fund')
    expect(first.text).toContain('PT-1')
    expect(first.text).not.toMatch(/PT-0\b/)
    const next = first.root.querySelector('a[rel=next]')!.getAttribute('href')!
    const second = await client.get(next.replace('/console', ''))
    expect(second.text).toMatch(/PT-0\b/)
    expect(second.root.querySelector('a[rel=next]')).toBeNull()
  })

  test('the button of the fund pressed twice enters once, and says so', async () => {
    await ward.run((work) =>
      recordFundEntry(work, { kind: 'budget', form: 'deposit', amountDong: 5_000_000, givenDate: '2026-01-05' })
    )
    const client = await culture()
    const page = await client.get('/fund')
    const key = page.root.querySelector('form[action="/console/fund"] input[name=key]')!.getAttribute('value')!
    const entry = { key, letterId: '', kind: 'birth', form: 'gift', amount: '100.000', date: '2026-11-20' }
    expect((await client.submit(entry, { action: '/fund' })).text).toContain('4.900.000 đ')
    const again = await client.submit(entry, { action: '/fund' })
    expect(again.status).toBe(409)
    expect(again.text).toContain('Khoản này đã được ghi')
    expect((await client.get('/fund')).text).toContain('4.900.000 đ')
  })
})
