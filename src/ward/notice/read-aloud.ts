import { spellNumber } from '../../platform/vietnamese/spell-number.ts'

/** How a neighbourhood's reader says what is written short. */
const abbreviations: Readonly<Record<string, string>> = {
  UBND: 'Ủy ban nhân dân',
  HĐND: 'Hội đồng nhân dân',
  MTTQ: 'Mặt trận Tổ quốc',
  TDP: 'tổ dân phố',
  BHYT: 'bảo hiểm y tế',
  BHXH: 'bảo hiểm xã hội',
  CCCD: 'căn cước công dân',
  PCCC: 'phòng cháy chữa cháy',
  TP: 'thành phố',
  QĐ: 'quyết định',
  NĐ: 'nghị định',
  TB: 'thông báo',
  KH: 'kế hoạch',
  GM: 'giấy mời',
  ĐT: 'điện thoại',
}

const spelledDigits = (text: string): string =>
  [...text.replace(/\D/g, '')].map((one) => spellNumber(Number(one))).join(' ')

/** A telephone number digit by digit, with a breath where it is written in groups. */
const spelledPhone = (text: string): string => text.split(/[ .-]/).map(spelledDigits).join(', ')

const day = (d: string): string => (Number(d) <= 10 ? `mùng ${spellNumber(Number(d))}` : spellNumber(Number(d)))
const month = (m: string): string => (Number(m) === 4 ? 'tư' : spellNumber(Number(m)))

/**
 * A text as the loudspeaker reads it: numbers, dates, hours and abbreviations in words, so that the length can be told
 * and nobody stumbles over them.
 */
export function readAloud(text: string): string {
  return text
    .normalize('NFC')
    .replace(/https?:\/\/\S+/g, '')
    .replace(
      /(?:ngày )?(\d{1,2})\/(\d{1,2})\/(\d{4})/gi,
      (_all, d: string, m: string, y: string) => `ngày ${day(d)} tháng ${month(m)} năm ${spellNumber(Number(y))}`
    )
    .replace(
      /(\d{1,2})(?:h| giờ |:)(\d{2})(?!\d)/g,
      (_all, h: string, m: string) => `${spellNumber(Number(h))} giờ${m === '00' ? '' : ` ${spellNumber(Number(m))}`}`
    )
    .replace(/\b0\d(?:[ .-]?\d){7,9}\b/g, spelledPhone)
    .replace(/\b\d{1,3}(?:\.\d{3})+\b/g, (number) => spellNumber(Number(number.replaceAll('.', ''))))
    .replace(/(?<=\d)\/(?=[A-ZĐ])/g, ' ')
    .replace(/(?<![\p{L}\p{N}])\p{Lu}{2,5}(?![\p{L}\p{N}])/gu, (short) => abbreviations[short] ?? short)
    .replace(/\d+/g, (number) =>
      number.startsWith('0') && number.length > 2 ? spelledDigits(number) : spellNumber(Number(number))
    )
    .replace(/[[\]"“”()*_]/g, ' ')
    .replace(/ ([,.;:])/g, '$1')
    .replace(/[ \t]+/g, ' ')
    .trim()
}

/** Syllables of a Vietnamese text: each written word is one. */
export const countSyllables = (text: string): number =>
  text.split(/[^\p{L}]+/u).filter((word) => /\p{L}/u.test(word)).length
