import { strip } from '../../platform/vietnamese/strip.ts'

/** What stands where something personal stood. */
const gone = '…'

const phone = /(?<![\p{L}\p{N}])(?:\+?84|0)(?:[ .\-]?\d){8,10}(?![\p{L}\p{N}])/gu
const digitsOfId = /(?<![\p{L}\p{N}])(?:\d[ .]?){9}(?:\d[ .]?){0,3}(?![\p{L}\p{N}])/gu
const email = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/gu
const link = /(?:https?:\/\/|www\.)\S+/giu
/** 30A-123.45, 29-B1 234.56, 51F 12345: cars and motorbikes. */
const plate = /(?<![\p{L}\p{N}])\d{2}[ -]?[A-ZĐ]{1,2}\d?[ -.]{0,2}\d{2,3}[ .]?\d{2}(?![\p{L}\p{N}])/giu
/** "số nhà 12", "nhà số 5/3", "SN 45B", "số 12 Trần Phú": the number goes, the street stays. */
const house =
  /(?<![\p{L}\p{N}])((?:số nhà|nhà số|so nha|nha so|sn|căn hộ|can ho|phòng|số|so)\s*)(\d{1,4}[a-zđ]?(?:[/-]\d{1,4}[a-z]?)*)(?![\p{L}\p{N}])/giu
/** "ông Nguyễn Văn A", "bà Hạnh", "anh T.": an address and then capitals. */
const named =
  /(?<![\p{L}\p{N}])((?:ông|bà|anh|chị|cô|chú|bác|em|cháu|cụ|thầy|dì|cậu|mợ|ÔNG|BÀ|Ông|Bà|Anh|Chị|Cô|Chú|Bác|Em|Cháu|Cụ|Thầy)(?:\s+(?:tên|tên là|là))?\s+)((?:\p{Lu}[\p{L}\p{M}]*\.?)(?:\s+\p{Lu}[\p{L}\p{M}]*\.?){0,4})/gu
/** A family name and at least one more name, wherever they stand. */
const familyNames =
  'Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Đinh|Mai|Trịnh|Đoàn|Lương|Tạ|Tô|Cao|Hà|Thái|Châu|La|Lâm|Tống|Vương|Quách|Phùng|Đào|Trương|Kiều|Nghiêm'
const fullName = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?:${familyNames})(?:\s+(?:Thị|Văn|\p{Lu}\p{Ll}+)){1,4}(?![\p{L}\p{N}])`,
  'gu'
)
/** The same words name streets, schools and markets: then they stay. */
const placeBefore =
  /(?:đường|phố|ngõ|ngách|hẻm|kiệt|chợ|trường|tiểu học|thcs|thpt|cầu|công viên|đại lộ|khu|phường|xã|tổ|quảng trường|bệnh viện|chùa|đình|nhà thờ|hồ|kênh|sông|chung cư|tòa nhà|\d)[\s,]*$/iu

/**
 * What may be published of a report: no phone, citizen id, e-mail, link, plate, house number or name of a person. It
 * takes rather too much than too little; names of streets and markets stay. A person reads it before it is published.
 */
export function redact(text: string): string {
  return text
    .normalize('NFC')
    .replace(link, gone)
    .replace(email, gone)
    .replace(plate, gone)
    .replace(phone, gone)
    .replace(digitsOfId, gone)
    .replace(house, (_all, word: string) => `${word}${gone}`)
    .replace(named, (_all, word: string, name: string) => (isOrdinary(name) ? `${word}${name}` : `${word}${gone}`))
    .replace(fullName, (name: string, at: number, whole: string) =>
      placeBefore.test(whole.slice(Math.max(0, at - 24), at)) ? name : gone
    )
    .replace(/…(?:\s*…)+/gu, gone)
}

/** Whether nothing is left to be taken out. */
export const isRedacted = (text: string): boolean => redact(text) === text.normalize('NFC')

/** "Ông/Bà", "Anh Chị" and the like address nobody by name. */
const isOrdinary = (name: string): boolean =>
  /^(?:ba|chi|em|ong|anh|ubnd|phuong|xa|to|cong an|viet nam)$/.test(strip(name).replace(/\.$/, ''))
