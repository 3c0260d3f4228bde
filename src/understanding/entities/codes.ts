import { wardDate } from '../../platform/ward-time.ts'
import { cue } from './cues.ts'
import { matchesAtCues, matchesOf, type Page } from './page.ts'

const digit = '[0-9oil|]'
const gap = '\\s{0,2}[-._/\\s]\\s{0,2}'
/** TT 01/2018/TT-VPCP art. 19, as people type it: any case, any separator, o for 0, l or i for 1. */
const dossier = new RegExp(
  `(?<![\\p{L}\\p{N}.])((?:${digit}{3}${gap}${digit}{2}${gap}${digit}{2}${gap})?[a-z]\\s?${digit}{2}(?:(?:${gap}|,)?${digit}{2}(?=${gap}))?(?:(?:${gap}|,)${digit}{1,3}){0,4})` +
    `${gap}(${digit}{6})(?:${gap})?(${digit}{4,7})(?![\\p{L}\\p{N}])`,
  'gu'
)
const feedback =
  /(?<![\p{L}\p{N}])p\s?a\s{0,2}[-._:\s]?\s{0,2}([0-9ol]{4})\s{0,2}[-._\s]?\s{0,2}([0-9ol]{4})(?![\p{L}\p{N}])/gu
const procedure = /(?<![\p{L}\p{N}.])\d\.\d{6}(?:\.\d{3}\.\d{2}\.\d{2}(?:\.[a-z]\d{2})?)?(?![\p{L}\p{N}])/uy
const link =
  /(?:https?:\/\/|www\.)[^\s\u0001]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?<![\p{L}\p{N}.])(?:[a-z0-9-]+\.)+(?:com|vn|net|org|info|xyz|top|cc|me|io|ly|link|shop|site|online|club|vip|app)(?:\/[^\s\u0001]*)?(?![\p{L}\p{N}])/gu

const mayBeLink = /[.@:]\S/
const mayBeDossier = /[0-9oil|]{6}/
const mayBeFeedback = /[0-9ol]{4}/
const figure = cue('figure')

export type Codes = { dossierCodes: string[]; doubtfulDossierCodes: string[]; feedbackCodes: string[] }

/** Takes links, procedure codes, dossier codes and feedback codes off the page. */
export function takeCodes(page: Page): Codes {
  if (mayBeLink.test(page.text)) {
    for (const match of matchesOf(link, page.text)) page.take('link', match.index, match.index + match[0].length)
  }
  const codes: Codes = { dossierCodes: [], doubtfulDossierCodes: [], feedbackCodes: [] }
  if (!page.has(figure)) return codes
  for (const match of matchesAtCues(page, figure, procedure)) {
    page.take('procedureCode', match.index, match.index + match[0].length)
  }
  for (const match of mayBeDossier.test(page.text) ? matchesOf(dossier, page.text) : []) {
    const agency = readAgency(match[1]!)
    const [date, serial] = [readDigitString(match[2]!), readDigitString(match[3]!)]
    if (agency === null || !/\d/.test(match[2]!) || !/\d/.test(match[3]!.slice(-2))) continue
    const code = `${agency}-${date}-${serial}`
    if (!codes.dossierCodes.includes(code)) codes.dossierCodes.push(code)
    if (!isDay(date) && !codes.doubtfulDossierCodes.includes(code)) codes.doubtfulDossierCodes.push(code)
    page.take('dossierCode', match.index, match.index + match[0].length)
  }
  takeFeedbackCodes(page, codes)
  return codes
}

function takeFeedbackCodes(page: Page, codes: Codes): void {
  for (const match of mayBeFeedback.test(page.text) ? matchesOf(feedback, page.text) : []) {
    const [month, serial] = [readDigitString(match[1]!), readDigitString(match[2]!)]
    if (!/^\d\d(?:0[1-9]|1[0-2])$/.test(month)) continue
    const code = `PA-${month}-${serial}`
    if (!codes.feedbackCodes.includes(code)) codes.feedbackCodes.push(code)
    page.take('feedbackCode', match.index, match.index + match[0].length)
  }
}

/** "h49 12" → "H49.12"; null when a part holds no digit at all (words such as "lo" or "oi"). */
function readAgency(typed: string): string | null {
  const letterAt = typed.search(/[a-z]\s?[0-9oil|]{2}/)
  const parts = typed.split(/[-._/,\s]+/).filter((part) => part !== '')
  const joined =
    parts.length > 1 && /^[a-z]$/.test(parts[parts.length - 2] ?? '') ? [parts.slice(0, -1).join('')] : null
  const read: string[] = []
  for (const part of mergeLoneLetter(joined ?? parts)) {
    if (!/\d/.test(part)) return null
    const letter = /^([a-z])([0-9oil|]{2,4})$/.exec(part)
    if (!letter) read.push(readDigitString(part))
    else {
      const digits = readDigitString(letter[2]!)
      read.push(letter[1]!.toUpperCase() + digits.slice(0, 2))
      if (digits.length > 2) read.push(digits.slice(2))
    }
  }
  return letterAt < 0 ? null : read.join('.')
}

/** "h 49" was one part. */
function mergeLoneLetter(parts: string[]): string[] {
  const at = parts.findIndex((part) => /^[a-z]$/.test(part))
  return at < 0 ? parts : [...parts.slice(0, at), parts[at]! + (parts[at + 1] ?? ''), ...parts.slice(at + 2)]
}

/** Digits as meant: o is 0, l, i and | are 1. */
export function readDigitString(typed: string): string {
  return typed.replaceAll('o', '0').replace(/[li|]/g, '1')
}

function isDay(yymmdd: string): boolean {
  return wardDate(2000 + Number(yymmdd.slice(0, 2)), Number(yymmdd.slice(2, 4)), Number(yymmdd.slice(4))) !== null
}
