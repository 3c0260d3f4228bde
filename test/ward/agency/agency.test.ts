import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../../src/platform/ids.ts'
import { rankAgencies, type Agency } from '../../../src/ward/agency/agency.ts'
import { findAgency } from '../../../src/ward/agency/find-agency.ts'
import { readReference } from '../../support/read-reference.ts'
import { freshDatabase, makeTestWard, type TestDatabase, type TestWard } from '../../support/test-ward.ts'

const rows = readReference<Record<string, string | null>>('agencies.csv')
const agencies: Agency[] = rows.map((row) => ({
  code: row['code']!,
  name: row['name']!,
  topics: row['topics']!.split('|'),
  phone: row['phone'] ?? null,
  address: row['address'] ?? null,
  hours: row['hours'] ?? null,
}))
const codes = (words: string) => rankAgencies(agencies, words).map(({ code }) => code)

describe('who does what the ward does not', () => {
  it.each([
    ['nhà bà mất điện từ tối qua gọi ai hả cháu', 'electricity'],
    ['mat dien tu sang call evn so may', 'electricity'],
    ['mất nước từ sáng', 'water'],
    ['nước chảy yếu mấy hôm nay', 'water'],
    ['nuoc may yeu', 'water'],
    ['so dien luc la so may', 'electricity'],
    ['làm căn cước ở đâu', 'ward_police'],
    ['lương hưu tháng này chưa về', 'social_insurance'],
    ['bị phạt nguội xem ở đâu', 'traffic_police'],
    ['đơn ly hôn nộp ở đâu', 'court'],
    ['wifi rớt hoài', 'telecom'],
  ])('%s', (words, code) => {
    expect(codes(words)[0]).toBe(code)
  })

  it('a topic counts as whole syllables only, and the longer one wins', () => {
    const two = [
      { name: 'A', topics: ['ca'] },
      { name: 'B', topics: ['căn cước'] },
    ]
    expect(rankAgencies(two, 'cái này là căn cước ca nào').map(({ name }) => name)).toEqual(['B'])
    expect(rankAgencies(two, 'cái cặp')).toEqual([])
  })

  it('marks tell apart what looks alike without them', () => {
    const two = [
      { name: 'Cầu đường', topics: ['cầu'] },
      { name: 'Cau trầu', topics: ['cau'] },
    ]
    expect(rankAgencies(two, 'hỏi về cầu').map(({ name }) => name)).toEqual(['Cầu đường'])
    expect(rankAgencies(two, 'hoi ve cau')).toHaveLength(2)
  })

  it('nothing that fits is nothing', () => {
    expect(codes('xin chào phường')).toEqual([])
    expect(codes('')).toEqual([])
  })
})

describe('the directory', () => {
  let at: TestDatabase
  let ward: TestWard
  const talk = { conversationId: newId(), inboundId: newId() }
  beforeAll(async () => {
    at = await freshDatabase()
    ward = await makeTestWard(at)
    await ward.run((work) =>
      work.db.agency.createMany({
        data: agencies.map((agency) => ({ ...agency, topics: [...agency.topics], source: 'test', confidence: 'MED' })),
      })
    )
  })
  afterAll(() => at.drop())

  it('is the ward’s own data: found by words or by code, no phone where nobody gave one', async () => {
    const found = await ward.run((work) => findAgency(work, talk, { words: 'mất điện gọi ai' }))
    expect(found).toMatchObject({ kind: 'one', agency: { code: 'electricity', phone: null } })
    expect(await ward.run((work) => findAgency(work, talk, { code: 'fire' }))).toMatchObject({
      kind: 'one',
      agency: { phone: '114' },
    })
    expect(await ward.run((work) => findAgency(work, talk, { code: 'nobody' }))).toEqual({ kind: 'none' })
    expect(await ward.run((work) => findAgency(work, talk, { words: 'trồng rau' }))).toEqual({ kind: 'none' })
  })
})
