import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Talk } from '../../../src/ward/talk.ts'
import { askedFacts } from '../../../src/ward/ward-fact/asked-facts.ts'
import { findWardFacts } from '../../../src/ward/ward-fact/find-ward-facts.ts'
import { officeHoursOf, readSpans } from '../../../src/ward/ward-fact/ward-fact.ts'
import { makeTalk } from '../../support/make-talk.ts'
import { readReference } from '../../support/read-reference.ts'
import { freshDatabase, makeTestWard, type TestDatabase, type TestWard } from '../../support/test-ward.ts'

const facts = [
  { topic: 'office_address', label: 'Trụ sở', value: '12 phố Mẫu', phone: null },
  { topic: 'office_hours', label: 'Thứ Hai – thứ Sáu', value: '07:30-11:30, 13:30-17:00', phone: null },
  { topic: 'office_hours', label: 'Thứ Bảy', value: '7h30 đến 11h30', phone: null },
  { topic: 'hotline', label: 'Đường dây nóng', value: 'Văn phòng', phone: '0203 000 0000' },
  { topic: 'role:chairman', label: 'Chủ tịch UBND phường', value: 'Ông Trần Mẫu', phone: null },
  { topic: 'role:vice_chairman', label: 'Phó Chủ tịch UBND phường', value: 'Bà Lê Mẫu', phone: null },
  { topic: 'role:civil_status', label: 'Công chức Tư pháp - Hộ tịch', value: 'Bà Hạnh', phone: '0203 000 0002' },
  { topic: 'role:land', label: 'Công chức Địa chính - Xây dựng', value: 'Ông Dũng', phone: null },
  { topic: 'place:police', label: 'Công an phường', value: '14 phố Mẫu', phone: '0203 000 0003' },
  { topic: 'place:health', label: 'Trạm Y tế phường', value: '3 phố Mẫu', phone: null },
]

describe('what is asked of the ward', () => {
  it.each([
    ['mấy giờ thì mở cửa bà đi từ lúc tinh mơ', ['hours']],
    ['phuong may h mo', ['hours']],
    ['thứ bảy có làm giấy không hay nghỉ', ['hours']],
    ['trua nghi may gio toi may gio', ['hours']],
    ['ủy ban bây giờ ở chỗ nào hả cháu', ['address']],
    ['tru so o duong nao, map chi sai', ['address']],
    ['cho xin so dien thoai phuong', ['phone']],
    ['Đường dây nóng của phường là số nào', ['phone']],
    ['địa chỉ và số điện thoại của phường', ['address', 'phone']],
    ['tổ trưởng tổ 7 là ai', ['head']],
    ['cho bà xin số điện thoại bác tổ trưởng xóm bà', ['head']],
    ['ai lam truong kp 4 bay gio', ['head']],
    ['chu tich ten j', ['person']],
    ['ai phụ trách tư pháp hộ tịch', ['person']],
    ['Công chức địa chính ngồi phòng mấy', ['person']],
    ['công an phường ở đâu', ['place']],
    ['trạm y tế phường dời về đâu rồi', ['place']],
    ['tết các cháu nghỉ từ hôm nào đến hôm nào', ['holiday']],
    ['ngay le 2/9 co truc k', ['holiday']],
    ['Địa chỉ thư điện tử công vụ để tôi gửi văn bản', ['email']],
    ['fanpage cua phuong ten gi cho t follow', ['website']],
    ['đúng của phường không', []],
    ['what time do you open on Saturday', ['hours']],
  ])('%s', (words, asked) => {
    expect(askedFacts(words, facts)).toEqual(asked)
  })
})

describe('the office hours as the ward wrote them', () => {
  it.each([
    ['07:30-11:30, 13:30-17:00', ['07:30-11:30', '13:30-17:00']],
    ['7h30 – 11h30; 13h – 16h30', ['07:30-11:30', '13:00-16:30']],
    ['7 giờ 30 đến 11 giờ 30', ['07:30-11:30']],
    ['11:30-07:30', []],
    ['buổi sáng', []],
  ])('%s', (text, spans) => {
    expect(readSpans(text).map(({ from, to }) => `${from}-${to}`)).toEqual(spans)
  })

  it('Saturday stands apart, and a ward that wrote none keeps the usual ones', () => {
    expect(officeHoursOf(facts)).toMatchObject({
      spans: [{ from: '07:30' }, { from: '13:30' }],
      saturday: [{ from: '07:30', to: '11:30' }],
      receiptCutOff: '15:00',
    })
    expect(officeHoursOf([])).toMatchObject({
      spans: [
        { from: '07:30', to: '11:30' },
        { from: '13:30', to: '17:00' },
      ],
    })
    expect(officeHoursOf([]).saturday).toBeUndefined()
  })
})

describe('what the ward answers of itself', () => {
  let at: TestDatabase
  let ward: TestWard
  let talk: Talk
  const find = (question: Parameters<typeof findWardFacts>[2]) =>
    ward.run((work) => findWardFacts(work, talk, question))

  beforeAll(async () => {
    at = await freshDatabase()
    ward = await makeTestWard(at)
    talk = await makeTalk(ward)
    const days = readReference<Record<string, string>>('calendar-days.csv')
    await ward.run(async (work) => {
      await work.db.wardFact.createMany({ data: facts })
      await work.db.calendarDay.createMany({
        data: days.map((day) => ({
          date: new Date(day['date']!),
          kind: day['kind']!,
          name: day['name']!,
          source: day['source']!,
          confidence: day['confidence']!,
        })),
      })
      const head = await work.db.citizen.create({
        data: { reference: 'C1', fullName: 'Nguyễn Văn Tổ', gender: 'male', createdAt: work.now, updatedAt: work.now },
      })
      const gone = await work.db.citizen.create({
        data: {
          reference: 'C2',
          fullName: 'Lê Đã Mất',
          deceasedAt: work.now,
          createdAt: work.now,
          updatedAt: work.now,
        },
      })
      await work.db.neighbourhood.create({ data: { code: '7', name: 'Tổ dân phố 7', headCitizenId: head.id } })
      await work.db.neighbourhood.create({ data: { code: '8', name: 'Tổ dân phố 8', headCitizenId: gone.id } })
      const nam = await work.db.neighbourhood.create({ data: { code: 'nam-tien', name: 'Khu Nam Tiến' } })
      await work.db.wardFact.create({
        data: { topic: 'role:neighbourhood_head', label: 'Khu Nam Tiến', value: 'Bà Mai', phone: '0203 000 0007' },
      })
      await work.db.conversation.updateMany({ where: { id: talk.conversationId }, data: { neighbourhoodId: nam.id } })
    })
  })
  afterAll(() => at.drop())

  it('on a holiday is closed, with its name and the next day that is open', async () => {
    ward.clock.set('2026-11-24T03:00:00Z')
    const { opening } = await find({ words: 'hôm nay có làm không' })
    expect(opening).toMatchObject({ isToday: true, openNow: false, spans: [], next: { date: '2026-11-25' } })
    expect(opening.holiday).toMatch(/Văn hóa/)
  })

  it('tells today, after closing, a Saturday and a day that was named apart', async () => {
    ward.clock.set('2026-11-20T03:00:00Z')
    expect((await find({ words: 'giờ có mở không' })).opening).toMatchObject({ openNow: true, next: null })
    ward.clock.set('2026-11-20T11:00:00Z')
    expect((await find({ words: 'giờ có mở không' })).opening).toMatchObject({
      openNow: false,
      next: { date: '2026-11-21' },
    })
    expect((await find({ words: 'thứ bảy có làm không' })).opening).toMatchObject({
      date: '2026-11-21',
      spans: [{ from: '07:30', to: '11:30' }],
      isToday: false,
    })
    expect((await find({ words: 'mở không', date: '2026-11-22' })).opening).toMatchObject({
      spans: [],
      holiday: null,
      next: { date: '2026-11-23' },
    })
  })

  it('names Tết with the weekends it touches, and says when the notice is not out', async () => {
    ward.clock.set('2026-01-10T03:00:00Z')
    const tet = (await find({ words: 'tết nghỉ từ hôm nào' })).holiday
    expect(tet).toMatchObject({ provisional: false })
    expect(tet!.from <= '2026-02-16' && tet!.to >= '2026-02-20').toBe(true)
    ward.clock.set('2026-12-20T03:00:00Z')
    expect((await find({ words: 'tết nguyên đán nghỉ hôm nào' })).holiday).toMatchObject({ provisional: true })
  })

  it('names the head of the neighbourhood asked for, else of one’s own; never somebody who is dead', async () => {
    ward.clock.set('2026-11-20T03:00:00Z')
    expect((await find({ words: 'tổ trưởng tổ 7 là ai', neighbourhood: '7' })).head).toEqual({
      neighbourhood: 'Tổ dân phố 7',
      name: 'Nguyễn Văn Tổ',
      gender: 'male',
      phone: null,
    })
    expect((await find({ words: 'tổ trưởng là ai' })).head).toEqual({
      neighbourhood: 'Khu Nam Tiến',
      name: 'Bà Mai',
      gender: null,
      phone: '0203 000 0007',
    })
    expect((await find({ words: 'tổ trưởng tổ 8', neighbourhood: '8' })).head).toEqual({
      neighbourhood: 'Tổ dân phố 8',
      name: null,
      gender: null,
      phone: null,
    })
    expect((await find({ words: 'tổ trưởng tổ 99', neighbourhood: '99' })).head).toBeNull()
  })

  it('names people in their public roles only', async () => {
    expect((await find({ words: 'chủ tịch phường tên gì' })).people).toEqual([
      { label: 'Chủ tịch UBND phường', name: 'Ông Trần Mẫu', phone: null },
    ])
    expect((await find({ words: 'phó chủ tịch là ai' })).people).toEqual([
      { label: 'Phó Chủ tịch UBND phường', name: 'Bà Lê Mẫu', phone: null },
    ])
    expect((await find({ words: 'số điện thoại cán bộ tư pháp' })).people).toEqual([
      { label: 'Công chức Tư pháp - Hộ tịch', name: 'Bà Hạnh', phone: '0203 000 0002' },
    ])
    expect((await find({ words: 'anh Nguyễn Văn Tổ nhà ở đâu' })).people).toEqual([])
  })
})
