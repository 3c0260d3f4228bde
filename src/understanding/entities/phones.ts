import { parsePhoneNumberFromString } from 'libphonenumber-js'
import { readDigitString } from './codes.ts'
import { cue } from './cues.ts'
import { matchesOf, type Page } from './page.ts'

const run = /(?<![\p{L}\p{N}.,/])(?:\+|\(\+?)?[0-9o](?:[\s.\-()]{0,2}[0-9oli|]){7,15}(?![\p{L}\p{N}])/gu
const longNumber = /(?<![\p{L}\p{N}])\d{7,}(?![\p{N}])/gu

const figure = cue('figure')

/** Takes citizen ids and phone numbers off the page, then any other long number, which is nobody's business either. */
export function takePhones(page: Page): { phones: string[]; citizenId: boolean } {
  const phones: string[] = []
  let citizenId = false
  if (!page.has(figure)) return { phones, citizenId }
  for (const match of matchesOf(run, page.text)) {
    const whole = readPhone(compact(match[0])) !== null
    for (const piece of whole ? [{ text: match[0], at: 0 }] : pieces(match[0])) {
      const digits = compact(piece.text)
      const start = match.index + piece.at
      if (/^0\d{11}$/.test(digits)) {
        citizenId = true
        page.take('citizenId', start, start + piece.text.length)
        continue
      }
      const phone = readPhone(digits)
      if (phone === null) continue
      if (!phones.includes(phone)) phones.push(phone)
      page.take('phone', start, start + piece.text.length)
    }
  }
  for (const match of matchesOf(longNumber, page.text)) page.take('number', match.index, match.index + match[0].length)
  return { phones, citizenId }
}

/** The run whole if it can be one number, else cut at its widest gaps: two numbers written side by side. */
function pieces(text: string): { text: string; at: number }[] {
  const count = text.replace(/[^0-9oli|]/g, '').length
  if (count <= 12) {
    const trimmed = text.replace(/[^0-9oli|]+$/, '')
    return [{ text: trimmed, at: 0 }]
  }
  return [...text.matchAll(/\+?[0-9oli|]+(?:[.-][0-9oli|]+)*/g)].map((match) => ({ text: match[0], at: match.index }))
}

function compact(text: string): string {
  return readDigitString(text).replace(/[^\d+]/g, '')
}

function readPhone(digits: string): string | null {
  const dialled = digits.startsWith('0084') ? `+${digits.slice(2)}` : /^84\d{9}$/.test(digits) ? `+${digits}` : digits
  if (!/^(?:0|\+84)0?[2-9]/.test(dialled)) return null
  const phone = parsePhoneNumberFromString(dialled.replace(/^\+840/, '+84'), 'VN')
  return phone?.isValid() === true && phone.country === 'VN' ? phone.number : null
}
