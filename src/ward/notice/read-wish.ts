import { foldTonePlacement } from '../../platform/vietnamese/fold-tone-placement.ts'
import { strip } from '../../platform/vietnamese/strip.ts'
import { tolerantPattern } from '../../platform/vietnamese/tolerant-pattern.ts'
import type { NoticeTopic } from './notice-topic.ts'
import { readOnlyHours, readQuiet } from './read-quiet.ts'
import type { NoticeWish } from './subscribe.ts'

/** What people call a topic, without marks, whole syllables. */
const topicWords: readonly (readonly [NoticeTopic, RegExp])[] = [
  ['water', /\b(?:nuoc|cup nuoc|cat nuoc|water)\b/],
  ['power', /\b(?:dien|cup dien|cat dien|mat dien|power|electricity)\b/],
  ['traffic', /\b(?:duong|giao thong|cam duong|sua duong|phan luong|ket xe|traffic|roads?)\b/],
  ['health', /\b(?:y te|tiem|tiem chung|suc khoe|dich benh|kham benh|vac xin|vaccine|health)\b/],
  ['environment', /\b(?:rac|moi truong|ve sinh|thu gom|rubbish|waste|environment)\b/],
  ['security', /\b(?:an ninh|trat tu|lua dao|trom|pccc|security)\b/],
  ['welfare', /\b(?:tro cap|chinh sach|an sinh|luong huu|bao tro|welfare|benefits?)\b/],
  ['culture', /\b(?:van hoa|van nghe|le hoi|the thao|culture|festivals?)\b/],
]
/** What the law has the ward tell every household: no topic to choose, only a way to choose. */
const invitation = tolerantPattern('<(?:giấy mời|họp|bầu cử|bầu|niêm yết|công khai|invitations?|meetings?|elections?)>')

const who = 'tôi|tui|em|con|cháu|cô|chú|bác|ông|bà|mình|nhà|gia đình|me|us'
const send = '(?:nhận|nhắn)(?! (?:được|đc|dc|ra)>)|gửi|gởi|send|message|notify|receive|get'
/** The stop word governs the sending: "không nhận tin", never "không ai thu gom, báo phường". */
const refuses = tolerantPattern(
  `<(?:đừng|không|ko|khỏi|thôi|don t|do not)(?: (?:có|cần|muốn|phải|nên|thích|đăng ký|want to|${who}))* (?:${send})>` +
    `|<(?:đừng|khỏi|thôi|không cần)(?: (?:có|cần|phải|${who}))* báo>` +
    '|<(?:không|ko|đừng|khỏi|thôi) (?:cần|muốn|lấy|thích)(?: lấy)? (?:tin|thông báo|giấy mời)>' +
    `|<(?:dừng|ngừng|ngưng|tắt|bỏ|hủy|stop)(?: (?:${send}|sending))*(?: (?:tin|thông báo|giấy mời|${who}))>` +
    '|<(?:dừng|ngừng|ngưng|hủy|stop) (?:nhận|gửi|gởi|nhắn|báo|sending)>' +
    '|<(?:no|stop)(?: [a-z]+){0,2} (?:notices?|messages?|news|invitations?)>' +
    '|<(?:đừng|khỏi|thôi|không cần|ko cần)(?: có)? mời(?: [^ ]+){0,2} họp>'
)
/** Who says that nothing is sent asks for no silence: "phường không gửi thông báo gì". */
const complains = tolerantPattern(
  '<(?:mà|sao|vì sao|tại sao)(?: [^ ]+){0,2} (?:không|ko|chưa)>' +
    '|<(?:phường|tổ trưởng|cán bộ|ubnd|ủy ban|xã)(?: [^ ]+){0,2} (?:không|ko|chưa)>(?!.* nữa)'
)
/** "chỉ", and never the "chị" that a message begins with. */
const only = tolerantPattern(
  `<chỉ(?: (?:cần|muốn|xin|nên|${who}))* (?:nhận|gửi|gởi|báo|nhắn|lấy|cần|muốn)>|<only>(?=.*<(?:notices?|messages?|news|about)>)`
)
const sendsOnly = tolerantPattern(
  `<(?:nhận|gửi|gởi|báo|nhắn)(?: (?:tin|thông báo|cho|vào|lúc|${who}))* (?:(?:buổi|ban|giờ) )?[^ ]+(?: [^ ]+)? (?:thôi|là được)>`
)
const anyHour = tolerantPattern(
  '^(?:(?:dạ|thôi|vậy|cứ|phường|giờ|xin) )*(?:nhắn|nhắn tin|gửi tin|báo tin|nhận tin|nhắn thông báo|gửi thông báo)' +
    `(?: cho)?(?: (?:${who}))* (?:lúc|giờ|khi) nào cũng được>` +
    '|<bỏ (?:khung )?giờ (?:im lặng|nghỉ(?! trưa))>|<(?:message|write|send|notify)(?: [a-z]+){0,3} any ?time>'
)
const shows = tolerantPattern(
  '<(?:(?:đang|đã) (?:đăng ký )?nhận|đăng ký|nhận) (?:được )?(?:những |các |loại )*(?:tin|thông báo)(?: tức)? (?:gì|nào)>'
)

/**
 * What a resident wishes of notices: "chỉ nhận tin cúp nước", "đừng nhắn sau 8 giờ tối", "không nhận giấy mời họp". Null
 * where no topic and no hour is meant: then it is all notices, on or off.
 */
export function readWish(text: string): NoticeWish | null {
  const words = foldTonePlacement(text.normalize('NFC').toLowerCase())
    .replace(/[^\p{L}\p{N}:]+/gu, ' ')
    .trim()
  const refused = refuses.test(words) && !complains.test(words)
  const quiet = refused ? readQuiet(words) : null
  if (quiet !== null) return quiet
  if (anyHour.test(words)) return { kind: 'no_quiet' }
  if (shows.test(words)) return { kind: 'show' }
  const topics = topicsIn(words)
  const isInvited = invitation.test(words)
  const isOnly = only.test(words)
  const namesHours = topics.length === 0 && !isInvited && !refused && (isOnly || sendsOnly.test(words))
  const hours = namesHours ? readOnlyHours(words) : null
  if (hours !== null) return hours
  if (isOnly && (topics.length > 0 || isInvited)) return { kind: 'only', topics }
  if (refused && isInvited && topics.length === 0) return { kind: 'invitations', by: 'door' }
  if (topics.length === 0) return null
  return { kind: refused ? 'spare' : 'want', topics }
}

function topicsIn(words: string): NoticeTopic[] {
  const plain = strip(words)
  return topicWords.filter(([, pattern]) => pattern.test(plain)).map(([topic]) => topic)
}
