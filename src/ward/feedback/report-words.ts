import { strip } from '../../platform/vietnamese/strip.ts'
import { syllables } from '../../platform/vietnamese/syllables.ts'

/** Words that stand in every report and tell none apart, without marks. */
const emptyWords = new Set(
  (
    'a ad ai alo anh ay ba bac bao bi biet bo ca cac cai can cau cha chac chau chi cho chu chua co con cu cua cung da dang day de den di do duoc em gi gio giup ' +
    'gui ha hay he hom hong ho hoi ko khong k khi kinh la lai lam len loi luc ma may mong minh moi mot muon nao nay ne nen neu ngay nha nhe nhieu nhu nhung no noi nua o oi ong phai ' +
    'phan anh phieu phuong qua quan ra rang rat roi sao sau se sang ta tai tam te thang thay the them theo thi thoi thua tin to toi tren troi truoc tu tui tuan tui u ubnd ung va van vao vay ve ' +
    'vi viec voi vua vu xa xem xin xong y bi noi rui hoai luon giai quyet sua xu ly kiem tra ket qua tra loi den dau bao gio chua ai lau mai hoi tham tinh hinh cap nhat the nao trang thai'
  ).split(' ')
)

/** Words that lost their marks but matter in a report although they look like empty ones. */
const kept = new Set([
  'đèn',
  'đá',
  'cây',
  'cống',
  'nước',
  'rác',
  'lò',
  'hồ',
  'chó',
  'hố',
  'bờ',
  'bùn',
  'cát',
  'tôm',
  'xã',
  'chợ',
])

/** Content words of a report as people type them, without marks, each once, in order; digits are words. */
export function contentWords(text: string): string[] {
  const found = new Set<string>()
  for (const { text: word } of syllables(text.normalize('NFC').toLowerCase())) {
    const plain = strip(word)
    if (kept.has(word) || !emptyWords.has(plain)) found.add(plain)
  }
  return [...found]
}

/** Content words are what a report is found by; pairs of syllables would double the table and nobody looks for them. */
export const searchTerms = (text: string): string[] => contentWords(text)

/** What a report is about, told by its words: groups of words people use for one thing. */
const topics: Readonly<Record<string, RegExp>> = {
  rubbish: /\b(?:rac|xa ban|phe thai|rac thai|do rac|ve sinh|hoi thoi|boc mui|boc thoi|xac chuot)\b/,
  drainage:
    /\b(?:cong|nap cong|ho ga|nuoc thai|ngap|ung nuoc|thoat nuoc|muong|trieu cuong|nuoc chay lenh lang|tran nuoc)\b/,
  roads:
    /\b(?:o ga|o voi|duong hong|mat duong|via he|lun|sut lun|nut duong|be tong|duong xau|o chuot|ho sau|duong bi|hu duong|cai ho|cho ho)\b/,
  lighting: /\b(?:den duong|bong den|den|toi om|toi thui|chieu sang|cot den|tru den)\b/,
  trees: /\b(?:cay|canh cay|cay xanh|cay do|nhanh cay|re cay|cay nga)\b/,
  noise: /\b(?:on|tieng on|karaoke|loa keo|loa thung|am i|hat|nhac|mo nhac|khoan)\b/,
  pollution: /\b(?:khoi|bui|dot|mui hoi|o nhiem|lo mo|khi thai|muong den|nuoc den|hoa chat)\b/,
  animals: /\b(?:cho tha rong|cho|chuong|nuoi heo|nuoi ga|nuoi lon|cho dai|ro mom|meo|chuot)\b/,
  pavement: /\b(?:lan chiem|chiem via he|do xe|dau xe|bay ban|le duong|long duong|ban hang rong|chan loi)\b/,
  construction: /\b(?:xay dung|xay nha|cong trinh|vat lieu|trai phep|dao duong|giam sat|dan giao)\b/,
  order: /\b(?:danh nhau|quay roi|gay roi|ma tuy|danh bac|trom|da ga|tu tap|dua xe|say ruou|nhau nhet)\b/,
  water_power:
    /\b(?:mat dien|cup dien|day dien|cot dien|mat nuoc|cup nuoc|ong nuoc|duong ong|nuoc may|nuoc sach|day cap|day mang)\b/,
  officials: /\b(?:can bo|thai do|cong chuc|nhan vien|quay|cho lau|gat gong|hach sach|tiep dan)\b/,
}

/** The topics a text may name; without marks, so that a message typed without them finds its report. */
export const topicsOf = (text: string): string[] =>
  topicsIn(strip(text.normalize('NFC')).replace(/[^\p{L}\p{N}]+/gu, ' '))

const topicsIn = (plain: string): string[] =>
  Object.entries(topics).flatMap(([topic, words]) => (words.test(plain) ? [topic] : []))

/** Syllables that name a topic with these marks alone: "cho người già" keeps no dog, "cảm ơn" is no noise, "đến" no lamp. */
const markedOnly: Readonly<Record<string, readonly string[]>> = {
  cho: ['chó'],
  den: ['đèn', 'đen'],
  on: ['ồn'],
  cong: ['cống'],
  cay: ['cây'],
  hat: ['hát'],
  nhac: ['nhạc'],
  quay: ['quầy', 'quậy'],
  bui: ['bụi'],
  khoi: ['khói'],
  dot: ['đốt'],
  lun: ['lún'],
  meo: ['mèo'],
  chuong: ['chuồng'],
  muong: ['mương'],
  trom: ['trộm'],
  rac: ['rác'],
}

/** The topics a text surely names, as far as its marks tell; one typed without marks is read without. */
export function topicsNamed(text: string): string[] {
  const typed = text.normalize('NFC').toLowerCase()
  const isMarked = strip(typed) !== typed
  const told = typed.split(/[^\p{L}\p{N}]+/u).map((word) => {
    const plain = strip(word)
    const meant = isMarked && Object.hasOwn(markedOnly, plain) ? markedOnly[plain]! : null
    return meant === null || meant.includes(word) ? plain : '_'
  })
  return topicsIn(told.join(' '))
}
