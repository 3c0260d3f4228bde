import { describe, expect, it } from 'vitest'
import { alleysIn, findPlace, houseIn, nearestPlace, placeLabel, type Place } from '../../../src/ward/place/place.ts'

const place = (code: string, kind: Place['kind'], name: string, more: Partial<Place> = {}): Place => ({
  id: code, code, kind, name, aliases: [], parentCode: null, neighbourhoodId: null, latitude: null, longitude: null, ...more,
}) // prettier-ignore

const places = [
  place('thach-han', 'street', 'Đường Thạch Hãn'),
  place('le-loi', 'street', 'Đường Lê Lợi', { aliases: ['phố Lê Lợi'] }),
  place('tran-phu', 'street', 'Trần Phú'),
  place('k43', 'alley', 'Kiệt 43', { parentCode: 'thach-han', latitude: 16.4701, longitude: 107.5771 }),
  place('h43', 'alley', 'Hẻm 43', { parentCode: 'le-loi', latitude: 16.4801, longitude: 107.5871 }),
  place('h12-4', 'alley', 'Hẻm 12/4', { parentCode: 'le-loi' }),
  place('n5', 'alley', 'Ngõ 5', { parentCode: 'tran-phu', aliases: ['ngõ Giếng'] }),
  place('cho-moi', 'landmark', 'Chợ Mới', { aliases: ['chợ đầu mối'], latitude: 16.475, longitude: 107.58 }),
  place('truong', 'landmark', 'Trường tiểu học Trần Quốc Toản', { aliases: ['trường Trần Quốc Toản'] }),
  place('xom-gieng', 'area', 'Xóm Giếng'),
]

const found = (words: string) => {
  const answer = findPlace(places, words)
  return answer.kind === 'one'
    ? answer.place.code
    : answer.kind === 'several'
      ? answer.places.map(({ code }) => code)
      : null
}

describe('the ward’s gazetteer', () => {
  it.each([
    ['cống trước số nhà 5 kiệt 43 Thạch Hãn bị bể', 'k43'],
    ['cai cong dau kiet 43 thach han', 'k43'],
    ['k43 đường Thạch Hãn', 'k43'],
    ['ngõ 43 đường Lê Lợi', 'h43'],
    ['hem 12/4 rac qua troi', 'h12-4'],
    ['đèn ngõ số 5 tắt', 'n5'],
    ['rác ngay chợ mới', 'cho-moi'],
    ['gần trường Trần Quốc Toản', 'truong'],
    ['duong le loi ngap', 'le-loi'],
    ['xom gieng mat nuoc', 'xom-gieng'],
    ['ĐƯỜNG TRẦN PHÚ', 'tran-phu'],
  ])('finds %s', (words, code) => {
    expect(found(words)).toBe(code)
  })

  it('asks which of two alleys of one number is meant', () => {
    expect(found('rác đầu kiệt 43')).toEqual(['k43', 'h43'])
  })

  it.each(['rác nhiều quá', 'kiệt 99 ngập', 'cho tôi hỏi mới đây', 'lê và lợi ích', 'nhà 43 người'])(
    'finds nothing in: %s',
    (words) => {
      expect(found(words)).toBeNull()
    }
  )

  it('knows a house number from an alley’s', () => {
    expect(houseIn('trước số nhà 5 kiệt 43')).toBe('5')
    expect(houseIn('nhà số 12/3 đường Lê Lợi')).toBe('12/3')
    expect(houseIn('kiệt 43')).toBeNull()
    expect(alleysIn('ngách 12 ngõ 5 và hẻm 7/2')).toEqual(['12', '5', '7/2'])
  })

  it('takes a pin to the nearest measured place, and no farther than a short walk', () => {
    expect(nearestPlace(places, { latitude: 16.4705, longitude: 107.577 })?.place.code).toBe('k43')
    expect(nearestPlace(places, { latitude: 16.6, longitude: 107.6 })).toBeNull()
  })

  it('names an alley with its street', () => {
    expect(placeLabel(places[3]!, places)).toBe('Kiệt 43 Thạch Hãn')
    expect(placeLabel(places[7]!, places)).toBe('Chợ Mới')
  })
})
