import { asksBack } from './asks-back.ts'
import { plain, saysAny, saysAnyMarked } from './syllables-in.ts'

/** What somebody who was asked for a delegate's name has written. */
export type NameMeant =
  | { kind: 'name'; name: string }
  /** It may be a name: shown back before it is kept. */
  | { kind: 'perhaps'; name: string }
  /** "mai tôi báo lại" */
  | { kind: 'later' }

/** Family names that most people bear, without marks. */
const families = new Set(
  (
    'nguyen tran le pham huynh hoang phan vu vo dang bui do ho ngo duong ly dinh truong lam mai dao doan vuong trinh luong ha ' +
    'cao chu ta thai la luu to phung tong quach tang kieu nghiem than mac thach chau khuat giang chu nong vi ma be lo giap cung ' +
    'luc ton quang an am lai van huu khong tu uong viem bach dam cu hua dau kim sam son hau thieu nhan quan'
  ).split(' ')
)

/** Who is meant, said before the name: with a capital at the beginning of a sentence. */
const opener =
  /^(?:dạ|vâng|ừ|thưa|cho|nhờ|để|kêu|bảo|cử|nhà|vợ|chồng|con|trai|gái|rể|dâu|bố|ba|mẹ|má|ông|bà|anh|chị|em|cô|chú|bác|cháu|tôi|tui|mình|là|tên|người|thay)$/u
const ending = /\s+(?:ạ|nhé|nha|nghe|đó|đấy)$/iu
/** "cho thằng Tí đi" */
const sendsOff = /^(?:cho|để|de|nhờ|nho|kêu|keu|bảo|bao)\s+(.+?)\s+(?:đi|di)$/iu
const named = /(?<!\p{L})(?:tên là|tên|là|is|named)\s+((?:\p{Lu}\p{L}*)(?:\s+\p{Lu}\p{L}*){1,5})/u
const capitals = /((?:\p{Lu}\p{Ll}+)(?:\s+\p{Lu}\p{Ll}+){1,5})/u
const wholeName = /^\p{Lu}\p{L}*(?:\s+\p{Lu}\p{L}*){1,5}$/u
const onlyLetters = /^[\p{L}\s.'-]{2,60}$/u

/** Words that stand in no name, as far as their marks tell. */
const inNoName = saysAnyMarked(
  'tôi|tui|tớ|của|chưa|không|chẳng|(?:đi|dự|tới|đến) được|được (?:không|chưa)|rồi|xong|biết|nào|gì|sao|bao giờ|bao nhiêu|ở đâu|hồ sơ|cảm ơn|báo lại|nhắn|gửi|muốn|phường|giấy tờ|thủ tục|phản ánh|bận|ca đêm|đi họp|họp tổ|tối nay|ngày mai|thứ (?:hai|ba|tư|năm|sáu|bảy)|chủ nhật|dừng lại|nhận tin|đi thay|họp thay|dự thay|cuộc họp|giấy mời|tài liệu|tổ trưởng|ông xã|bà xã|không|cần|phải|ngày khác|lúc khác|cái|để|đèn|đường|cống|rác|nước|tiền|già|người nhà|hàng xóm'
)
/** "lê thị gửi": nothing else is written so, whatever its words would mean alone. */
const threeParts = /^\p{L}+ (?:thị|thi|văn|van)(?: \p{L}+){1,3}$/iu
const noNames = new Set('ai a alo biet bo chi chua co cho con da dc di dung duoc gi ha hok hong k khoi khong ko la me mo nao nua ok oke oki roi sai sao the thoi tui u uh um vang vay vo xong'.split(' ')) // prettier-ignore

/** "thôi không cử ai nữa": the delegate is taken back. */
export const namesNobody = saysAny(
  '(?:khong|ko|k|hong|khoi|thoi)(?: (?:can|co|phai))* (?:cu|nho|ai|co ai|nguoi)(?: (?:ai|nguoi|thay|nua|di|thay nua|het|ca))+|nobody|no one'
)
const mayComeLater = saysAny(
  'chua (?:biet|ro|tinh|nghi ra|quyet|chac|co)|(?:bao|nhan|noi|tra loi|cho biet|gui) (?:lai|sau)|(?:mai|toi nay|chieu|lat|lat nua|luc khac|hom sau|may bua|de) (?:toi |tui |em |minh )?(?:bao|nhan|noi|tra loi|tinh|hoi|xem|coi|ban)|de sau|tu tu|later|not sure|don t know'
)
/** The name of who comes instead, where it is written as names are. Null where it must be asked for. */
export function nameOfDelegate(text: string): string | null {
  const words = withoutOpeners(text)
  const name = wholeName.test(words) ? words : (named.exec(words)?.[1] ?? capitals.exec(words)?.[1])
  return name === undefined || inNoName(name) ? null : name
}

/** Asked for a name, a few words may be one: surely where they begin with a family name, perhaps where they do not. */
export function nameMeant(text: string): NameMeant | null {
  const written = nameOfDelegate(text)
  if (written !== null) return { kind: 'name', name: written }
  const words = withoutOpeners(text)
  const syllables = words.split(/\s+/)
  if (threeParts.test(words) && isFamily(syllables[0]!) && !asksBack(words)) return { kind: 'name', name: words }
  if (mayComeLater(text)) return { kind: 'later' }
  if (asksBack(words) || namesNobody(text)) return null
  if (isGivenName(words)) return { kind: 'perhaps', name: words }
  if (!onlyLetters.test(words) || syllables.length < 2 || syllables.length > 6 || inNoName(words)) return null
  const isSure = isFamily(syllables[0]!) && syllables.length >= 3
  return { kind: isSure ? 'name' : 'perhaps', name: words }
}

/** "Lan", "bảy": one word, which stands in no answer. */
const isGivenName = (words: string): boolean => /^\p{L}{2,7}$/u.test(words) && !noNames.has(plain(words))

const isFamily = (word: string): boolean => families.has(plain(word))

/** "Vợ tôi Trần Thị Lan", "vo toi ten tran thi lan", "tên vợ tôi là Lan": without what comes before the name. */
function withoutOpeners(text: string): string {
  const words = text.normalize('NFC').trim().replace(ending, '').replace(sendsOff, '$1').split(/\s+/)
  const isOpener = (word: string): boolean => opener.test(word.replace(/[,.:]$/, '').toLowerCase())
  const said = words.findLastIndex((word) => /^(?:toi|tui|tôi|ten|tên)$/i.test(word))
  const isLinked = said >= 0 && /^(?:la|là)$/i.test(words[said + 1] ?? '') && !/^(?:thi|thị|van|văn)$/i.test(words[said + 2] ?? '') // prettier-ignore
  const named = words.slice(said + (isLinked ? 2 : 1))
  const isNamed = isLinked || /^(?:ten|tên)$/i.test(words[said] ?? '')
  if (said >= 0 && named.length > (isNamed ? 0 : 1) && (isNamed || isFamily(named[0]!))) return named.join(' ')
  while (words.length > 2 && isOpener(words[0]!)) words.shift()
  return words.join(' ')
}
