import type { CitizenRecord } from '../citizen/read-citizen.ts'

/** Invented people of the sample ward: the same ones every time. Any likeness is chance. */

export const sampleNeighbourhoods = Array.from({ length: 12 }, (_, i) => `Tổ dân phố ${i + 1}`)

const families = [
  'Nguyễn',
  'Trần',
  'Lê',
  'Phạm',
  'Hoàng',
  'Vũ',
  'Đặng',
  'Bùi',
  'Đỗ',
  'Ngô',
  'Dương',
  'Lý',
  'Chu',
  'Đoàn',
]
const menMiddles = ['Văn', 'Đức', 'Hữu', 'Quang', 'Minh', 'Công', 'Xuân']
const menGivens = [
  'Bảo',
  'Cường',
  'Dũng',
  'Hải',
  'Hùng',
  'Khánh',
  'Long',
  'Nam',
  'Phong',
  'Quân',
  'Sơn',
  'Thắng',
  'Tuấn',
  'Việt',
]
const womenMiddles = ['Thị', 'Ngọc', 'Thu', 'Thanh', 'Minh', 'Thùy']
const womenGivens = [
  'Chi',
  'Dung',
  'Giang',
  'Hà',
  'Hoa',
  'Hương',
  'Lan',
  'Mai',
  'Nga',
  'Oanh',
  'Phương',
  'Thảo',
  'Vân',
  'Yến',
]
const prefixes = ['032', '038', '070', '079', '083', '086', '090', '094', '097', '098']

/** Numbers that look drawn and are always the same (mulberry32). */
function drawing(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4_294_967_296) * below)
  }
}

const householdsEach = 7
const year = 2026

/** About three hundred residents in 84 households, seven in each neighbourhood. */
export function sampleResidents(): CitizenRecord[] {
  const draw = drawing(20_261_121)
  const pick = <T>(list: readonly T[]): T => list[draw(list.length)]!
  const residents: CitizenRecord[] = []
  const nextReference = () => `CB-${String(residents.length + 1).padStart(4, '0')}`
  const person = (facts: Omit<CitizenRecord, 'reference' | 'phone'>, phoneChance: number): void => {
    const hasPhone = (facts.birthYear ?? year) < year - 14 && draw(10) < phoneChance
    const phone = hasPhone ? `${pick(prefixes)}${String(1_000_000 + draw(8_999_999))}` : null
    residents.push({ reference: nextReference(), phone, ...facts })
  }
  for (const [place, neighbourhood] of sampleNeighbourhoods.entries()) {
    for (let house = 1; house <= householdsEach; house++) {
      const householdCode = `HK-${String(place + 1).padStart(2, '0')}-${String(house).padStart(2, '0')}`
      const home = { neighbourhood, householdCode }
      const family = pick(families)
      const born = 1948 + draw(45)
      const isWidow = draw(8) === 0
      if (!isWidow)
        person(
          {
            ...home,
            fullName: `${family} ${pick(menMiddles)} ${pick(menGivens)}`,
            gender: 'male',
            birthYear: born,
            headOfHousehold: true,
          },
          9
        )
      person(
        {
          ...home,
          fullName: `${pick(families)} ${pick(womenMiddles)} ${pick(womenGivens)}`,
          gender: 'female',
          birthYear: born + draw(6),
          headOfHousehold: isWidow,
        },
        8
      )
      for (let children = draw(4); children > 0; children--) {
        const isSon = draw(2) === 0
        const fullName = `${family} ${pick(isSon ? menMiddles : womenMiddles)} ${pick(isSon ? menGivens : womenGivens)}`
        person(
          {
            ...home,
            fullName,
            gender: isSon ? 'male' : 'female',
            birthYear: Math.min(year, born + 22 + draw(14)),
            headOfHousehold: false,
          },
          6
        )
      }
    }
  }
  return [...residents, ...knownResidents]
}

/** Those whom the sample dossiers and the papers of the house speak of. */
export const knownResidents: readonly CitizenRecord[] = [
  {
    reference: 'CB-9001',
    fullName: 'Nguyễn Văn An',
    gender: 'male',
    birthYear: 1991,
    phone: '0912 004 567',
    neighbourhood: 'Tổ dân phố 12',
    householdCode: 'HK-12-08',
    headOfHousehold: true,
    consents: ['status_notice', 'greeting_birth'],
  },
  {
    reference: 'CB-9002',
    fullName: 'Lê Thị Thúy',
    gender: 'female',
    birthYear: 1993,
    phone: '0987 001 234',
    neighbourhood: 'Tổ dân phố 12',
    householdCode: 'HK-12-08',
    headOfHousehold: false,
  },
  {
    reference: 'CB-9003',
    fullName: 'Phạm Thị Lành',
    gender: 'female',
    birthYear: 1968,
    phone: '0936 002 211',
    neighbourhood: 'Tổ dân phố 7',
    householdCode: 'HK-07-08',
    headOfHousehold: true,
    consents: ['status_notice'],
  },
  // a couple that shares one phone
  {
    reference: 'CB-9004',
    fullName: 'Hoàng Văn Thịnh',
    gender: 'male',
    birthYear: 1949,
    phone: '0976 003 311',
    neighbourhood: 'Tổ dân phố 3',
    householdCode: 'HK-03-08',
    headOfHousehold: true,
  },
  {
    reference: 'CB-9005',
    fullName: 'Đỗ Thị Nhàn',
    gender: 'female',
    birthYear: 1952,
    phone: '0976 003 311',
    neighbourhood: 'Tổ dân phố 3',
    householdCode: 'HK-03-08',
    headOfHousehold: false,
  },
]
