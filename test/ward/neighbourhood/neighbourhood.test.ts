import { describe, expect, it } from 'vitest'
import {
  byNeighbourhood,
  matchNeighbourhood,
  neighbourhoodKey,
  newNeighbourhood,
} from '../../../src/ward/neighbourhood/neighbourhood.ts'

const known = [
  ...Array.from({ length: 32 }, (_, i) => ({ code: String(i + 1), name: `Tổ dân phố ${i + 1}` })),
  { code: '7a', name: 'Tổ dân phố 7A' },
  { code: 'nam-tien', name: 'Khu Nam Tiến' },
]

describe('a neighbourhood', () => {
  it.each([
    ['to 12', '12'],
    ['Tổ mười hai', '12'],
    ['tổ dân phố số 07', '7'],
    ['TDP7', '7'],
    ['kp 7a', '7a'],
    ['tổ ba mươi hai', '32'],
    ['tổ hai mốt', '21'],
    ['tổ mười lăm', '15'],
    ['nam tien', 'nam-tien'],
    ['dạ nhà em ở khu Nam Tiến ạ', 'nam-tien'],
    ['tổ 33', undefined],
    ['đèn đường hỏng', undefined],
    ['', undefined],
  ])('said as "%s" is %s', (text, code) => {
    expect(matchNeighbourhood(known, text)?.code).toBe(code)
  })

  it('has one key however it is written', () => {
    expect(new Set(['Tổ dân phố 12', 'to 12', 'TDP 12', '12', 'tổ mười hai', 'Tổ 012'].map(neighbourhoodKey))).toEqual(
      new Set(['12'])
    )
  })

  it('that a register names for the first time gets a code', () => {
    expect(newNeighbourhood('12')).toEqual({ code: '12', name: 'Tổ dân phố 12' })
    expect(newNeighbourhood('Khu Nam Tiến')).toEqual({ code: 'nam-tien', name: 'Khu Nam Tiến' })
    expect(newNeighbourhood('TDP số 5')).toEqual({ code: '5', name: 'TDP số 5' })
  })

  it('stands in the order people count', () => {
    const codes = ['10', '2', 'nam-tien', '1'].map((code) => ({ code, name: code }))
    expect(codes.sort(byNeighbourhood).map((one) => one.code)).toEqual(['1', '2', '10', 'nam-tien'])
  })
})
