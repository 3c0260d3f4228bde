import type { Intent, Meaning } from '../../understanding/meaning.ts'
import { contentWords, topicsNamed } from '../../ward/feedback/report-words.ts'
import { asksBack } from './asks-back.ts'
import { saysAny, saysAnyMarked } from './syllables-in.ts'

/** "đến đâu rồi", "xong chưa": somebody asks how far it is. */
export const asksState = saysAny(
  '(?:den|toi|toi dau|den dau|di den)(?: \\S+)? dau|dau roi|xong chua|the nao roi|sao roi|tra cuu|tinh hinh|tinh trang|trang thai|bao gio|khi nao|ai xu ly|status|how far|any news'
)

/** "rút lại", "thôi khỏi": somebody takes it back. */
export const wantsBack = saysAny(
  'rut (?:lai )?(?:phan anh|phieu|cai|don|khong)|rut lai|xin rut|thoi khoi|khoi xu ly|khong can (?:xu ly |lam |sua )?nua|bo (?:phieu|phan anh)|huy (?:phieu|phan anh)|withdraw|cancel my report'
)

/** Of what was there before: "vẫn", "chưa", "lại", "hôm nay còn". */
export const speaksOfBefore = saysAny('da|hom|bua|cua (?:toi|tui|minh|em)|van|chua|lai|roi|them|lan')

/** "vẫn hỏng y nguyên", "đâu lại vào đấy": the matter is there again, or still. */
export const saysStillWrong = saysAny(
  'van (?:con |bi |cu |chua )*(?:hong|hu|vay|the|nhu cu|nhu the|nhu truoc|y nguyen|khong sua|tac|ngap|toi om|boc mui|thoi|chua (?:sua|xong|ai))|y nguyen|dau (?:lai )?(?:van )?vao (?:day|do)|lai (?:hong|hu|tac|ngap) (?:roi|nua|tiep|lai)|still (?:broken|not (?:fixed|done|working)|the same)|broken again'
)

const speaksOfState = saysAny('tinh trang|trang thai|bao gio|khi nao')

/** The same of a report being written, where "tình trạng này kéo dài ba tháng rồi" belongs to the matter. */
export const asksOfDraft = (text: string): boolean =>
  asksState(text) && !(speaksOfState(text) && contentWords(text).length >= 2)

/** Papers with names on them do not belong in a chat: citizen cards, deeds, petitions. */
export const offersPapers = saysAny(
  '(?:anh|gui|chup|kem|ban|to|cai|scan)(?: \\S+){0,4} (?:can cuoc|cccd|cmnd|chung minh|ho chieu|so do|so hong|khai sinh|ho khau|don khieu nai|don to cao|don kien nghi|don xin|don thu|la don)'
)
/** "ảnh căn cước của tôi" said of a photo that has come already. */
export const isPaper = saysAny(
  'can cuoc|cccd|cmnd|chung minh nhan dan|ho chieu|so do|so hong|don khieu nai|don to cao|don kien nghi'
)

export const speaksOfSending = saysAny('gui')
const assent: ReadonlySet<string> = new Set(['dung', 'ok', 'oke', 'okay', 'uh', 'vang', 'cu'])
/** Sending in words that tell of something: a photo more, an earlier letter. */
const tellsOfSending = saysAny('gui (?:\\S+ )?(?:anh|hinh|vi tri|don)|gui (?:them|roi)')

/** "gửi đi", "xong rồi, gửi giúp tôi nhé": the report being written is to be sent. */
export const saysSend = (text: string): boolean =>
  speaksOfSending(text) &&
  !holdsBack(text) &&
  !tellsOfSending(text) &&
  contentWords(text).every((word) => assent.has(word)) &&
  text.trim().split(/\s+/).length <= 8

/** "khoan gửi", "đừng gửi": not yet, or not at all. */
export const holdsBack = saysAnyMarked(
  '(?:đừng|khoan|không|ko|k|hông|hổng|chưa|khỏi|chớ|đừng có|khoan hãy|khoan đã) gửi'
)

const hasNoPhoto = saysAny(
  '(?:khong|ko|k|hong|hok|chua|chang)(?: co| chup| gui| biet chup)+ (?:(?:duoc|dc) )?(?:anh|hinh)|(?:khong|ko|k|hong) (?:anh|hinh)|no (?:photo|picture)s?'
)
/** "không có ảnh cháu ạ": an answer to the photo that was welcome, and no more of the matter. */
export const saysNoPhoto = (text: string): boolean => hasNoPhoto(text) && text.trim().split(/\s+/).length <= 8

const hintsAtPlace = saysAny(
  'gan|truoc|sau|canh|ben|doi dien|dau|cuoi|giua|goc|ngo|ngach|hem|kiet|duong|pho|so|to|cho|truong|nha|o|khu|xom|nga|cau|chua|cong vien|quan|tram|tai|doan|day|cong|via he|tru so|uy ban'
)
const place =
  /(?:^|\s)(?:(?:ở|tại|ngay) )?((?:trước|sau|đầu|cuối|gần|cạnh|bên|đối diện|số nhà|nhà số|ngõ|ngách|hẻm|kiệt|ngã ba|ngã tư|chợ|trường|tổ) .+)$/iu

/** "cống tắc ở đầu ngõ 43" → "đầu ngõ 43": where it is, without what has been said of it. */
export function placeIn(text: string): string {
  const told = text.normalize('NFC').trim()
  return topicsNamed(told).length > 0 ? (place.exec(told)?.[1] ?? told) : told
}

const givesPlace = saysAny(
  'gan|truoc|sau|canh|ben (?:hong|canh|trai|phai)|doi dien|(?:dau|cuoi|giua|goc|trong) (?:ngo|ngach|hem|kiet|duong|pho|xom|cho|truong|chung cu|khu)|so (?:nha )?\\d+|(?:ngo|ngach|hem|kiet|duong|pho|to|so|khu) (?:so )?\\d+|chu dau'
)
/** "sao phải hỏi chỗ", "bao giờ sửa", asked for a place: a question, and no place. */
export const asksNoPlace = (text: string): boolean =>
  asksWhy(text) || ((asksBack(text) || saysUnknown(text)) && !givesPlace(text) && topicsNamed(text).length === 0)
const asksWhy = saysAny('(?:vi |tai )?sao (?:lai |cu )?(?:phai|can|hoi)')
const saysUnknown = saysAny('(?:khong|ko|k|hong|chang|chua)(?: (?:co|he))? (?:biet|ro|nho)|not sure|don t know|no idea')

/** More of what happened, and nothing of where. */
export const tellsMatterOnly = (text: string): boolean => topicsNamed(text).length > 0 && !hintsAtPlace(text)

const staysHere: readonly Intent[] = [
  'report_problem', 'suggest', 'praise', 'feedback_status', 'affirm', 'deny', 'greeting', 'thanks_bye', 'help', 'out_of_scope', 'neighbour_dispute', 'other_agency', 'rate_satisfaction', 'emergency',
] // prettier-ignore

/** Another wish, said clearly; while a report is written most words belong to it. */
export function isElsewhere({ intent, decision, entities }: Meaning): boolean {
  if (intent === 'complaint_denunciation' || entities.dossierCodes.length > 0 || entities.feedbackCodes.length > 0)
    return true
  return decision === 'act' && !staysHere.includes(intent)
}
