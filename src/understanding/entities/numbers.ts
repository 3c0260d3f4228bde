import { strip } from '../../platform/vietnamese/strip.ts'

const units: Record<string, number> = {
  khong: 0, linh: 0, le: 0, mot: 1, hai: 2, ba: 3, bon: 4, tu: 4, nam: 5, lam: 5, nham: 5, sau: 6, bay: 7, bảy: 7, tam: 8, chin: 9,
} // prettier-ignore

const digitWord = '(?:một|hai|ba|bốn|tư|năm|sáu|bảy|bẩy|tám|chín)'
const afterTens = '(?:mốt|một|hai|ba|bốn|tư|lăm|nhăm|năm|sáu|bảy|bẩy|tám|chín)'

/** Pattern of a number below a hundred, in digits or in words ("12", "mười hai", "hăm ba"). */
export const smallNumber = `(?:\\d{1,2}|mười(?: ${afterTens})?|${digitWord} mươi(?: ${afterTens})?|hăm ${afterTens}|${digitWord})`

/** The value of what `smallNumber` matched. */
export function readSmallNumber(text: string): number {
  if (/^\d+$/.test(text)) return Number(text)
  let value = 0
  for (const word of strip(text).split(/\s+/)) {
    if (word === 'muoi') value = value === 0 ? 10 : value * 10
    else if (word === 'ham') value = 20
    else value += units[word] ?? 0
  }
  return value
}

const scales: Record<string, number> = {
  tram: 100, nghin: 1e3, ngan: 1e3, k: 1e3, trieu: 1e6, tr: 1e6, cu: 1e6, ty: 1e9, ti: 1e9,
} // prettier-ignore

/** Reads a spoken number of any size ("một trăm năm mươi nghìn", "2 triệu rưỡi", "1 tỷ 2"); null when it is none. */
export function readSpokenNumber(text: string): number | null {
  const words = strip(text).match(/\d+(?:[.,]\d+)*|[a-z]+/g) ?? []
  let total = 0
  let group = 0
  let lastScale = 0
  let pending: number | null = null
  for (const word of words) {
    const scale = scales[word]
    if (scale !== undefined) {
      group = scale === 100 ? group + (pending ?? 1) * 100 : (group + (pending ?? 0) || 1) * scale
      pending = null
      lastScale = scale
      if (scale > 100) [total, group] = [total + group, 0]
    } else if (word === 'ruoi') {
      total += lastScale / 2
    } else if (word === 'muoi' || word === 'chuc') {
      pending = (pending ?? 1) * 10
    } else {
      const value = /^\d/.test(word) ? readDigits(word) : units[word]
      if (value === undefined || Number.isNaN(value)) return null
      pending = (pending ?? 0) + value
    }
  }
  return words.length === 0 ? null : total + group + tail(pending, lastScale)
}

/** After a scale a lone digit counts tenths of it: "2 triệu 3" is 2,300,000; "một trăm hai" is 120. */
function tail(pending: number | null, lastScale: number): number {
  if (pending === null) return 0
  if (lastScale > 100)
    return pending < 10 ? (pending * lastScale) / 10 : pending < 1000 ? (pending * lastScale) / 1000 : pending
  return pending
}

/** "2,5" is two and a half; "24.300" is twenty-four thousand three hundred. */
export function readDigits(text: string): number {
  const grouped = /^\d{1,3}(?:[.,]\d{3})+$/.test(text)
  return Number(grouped ? text.replace(/[.,]/g, '') : text.replace(',', '.'))
}
