import type { MeetingAnswer } from '../../ward/meeting/meeting.ts'
import { plain, saysAny, saysAnyMarked } from './syllables-in.ts'

/** Stripped as `plain` leaves them: "ko", "hông" and "k" are as good as "không". */
const not = '(?:khong|ko|k|kg|hong|hok|chang|cha|chua)'
const go = '(?:di|du|den|toi|hop|tham gia|tham du|sap xep|thu xep|ve|qua)'
const kin =
  '(?:vo|chong|con|con trai|con gai|me|bo|ba|ma|anh|chi|em|em trai|em gai|chau|dau|re|ong|ba|co|bac|chu|nguoi nha|nguoi khac|nha toi|ong xa|ba xa)'

/** Who comes, as they say it of themselves. */
const self =
  '(?:toi|tui|em|e|minh|chau|con|bac|co|chu|ong|ba|anh|chi|chung toi|ca nha|vo chong toi|vo chong em|(?:nha|gia dinh|ho|ben|ca nha) (?:toi|tui|em|minh|con|chau)|gia dinh)'

const standsIn = saysAny(
  `(?:di|du|hop|tham gia|tham du) (?:thay|ho|giup|giùm|gium|dum|the)|cu nguoi|uy quyen|cu (?:${kin})|(?:cho|nho|de|keu|bao) ${kin}(?: \\S+){0,3} (?:di|du|hop)|di thay|hop thay|hop ho|nguoi (?:di )?thay|somebody else|someone else|my (?:wife|husband|son|daughter|mother|father) (?:will|can)|instead of me|on my behalf`
)
const staysAway = saysAny(
  `${not} ${go}(?: hop)?(?: duoc| dc| đc| noi)?|(?:ban|mac viec|ket|om|benh|vang|di lam|truc|ca dem)(?: \\S+){0,5} ${not} ${go}|${not} (?:the|co mat)|vang mat|xin (?:phep )?(?:vang|nghi|kieu)|cao loi|di (?:khong|ko|k|hong|hok) (?:duoc|dc|noi)|(?:can not|cannot|cant|can t|wont|won t) (?:come|attend|go|make it)|not coming|unable to`
)
const busy = saysAny(
  '(?:toi|em|chau|con|minh|nha|hom do|hom ay|toi do|luc do)?(?: \\S+)? ?ban (?:roi|lam|qua|viec|ca dem|mat roi)'
)
const comes = saysAny(
  `(?:se|co|dong y|nhat tri) (?:di|du|den|tham gia|tham du|co mat)|(?:di|du|tham gia|tham du|co mat|den) duoc|co mat`
)
/** Nothing but coming: "dạ em dự ạ", "gia đình tôi sẽ đến". */
const onlyComes = new RegExp(
  String.raw`^(?:(?:da|vang|u|uh|ok|oke|okay|roi|thoi|de|doi y|nghi lai) )*(?:${self} )?(?:(?:se|co|cung|deu|nhat dinh|chac chan|xin|tu|tu minh|dich than) )*(?:di hop|di du|den hop|den du|du hop|tham gia|tham du|co mat|du|di|(?<=\S )den|(?<=se )toi)(?: (?:duoc|dc|hop|cuoc hop|buoi hop|day du|dung gio|nhe|nha|nghe|a|ah|luon|em|oi|phuong))*$|^(?:yes )?(?:i|we) (?:will|ll|shall) (?:come|attend|be there)`
)
/** What is in the way, and no word of the meeting: a road under water is no regret. */
const inTheWay = saysAnyMarked(
  'đường|ngõ|hẻm|ngách|cầu|cống|vỉa hè|ngập|lụt|nước|cây đổ|xe|ô tô|xe máy|đi học|đi làm được|đi chợ|đi đâu|đi lại'
)
const ofMeeting = saysAnyMarked('họp|dự|tham gia|tham dự|cuộc|tổ dân phố|nhà văn hóa|giấy mời|meeting')

const asks = saysAny(
  'luc nao|khi nao|may gio|ngay nao|hom nao|o dau|cho nao|noi dung gi|ban gi|hop gi|ve viec gi|co phai|bat buoc|phat|what|when|where|which'
)

/**
 * What a few words say to an invitation. Somebody who stands in goes before staying away: "bận rồi, cho vợ đi thay" is an
 * answer for the household. A question is none. Null where nothing is said about coming.
 */
export function readRsvp(text: string): MeetingAnswer | null {
  if (text.trim() === '' || text.length > 200) return null
  if (standsIn(text)) return 'delegate'
  if (asks(text)) return null
  if (comesPlainly(text)) return 'coming'
  if (staysAway(text) || busy(text)) return isInTheWay(text) ? null : 'not_coming'
  // "tôi sẽ đến phường nộp hồ sơ" goes elsewhere
  return comes(text) && ofMeeting(text) && !/\b(?:khong|ko|hong)\s*$/.test(plain(text)) ? 'coming' : null
}

/** Words that say to come, and nothing else. */
export const comesPlainly = (text: string): boolean => onlyComes.test(plain(text))

const isInTheWay = (text: string): boolean => inTheWay(text) && !ofMeeting(text)

const bareYes =
  /^(?:(?:da|vang|u|ua|uh|um|ok|oke|okay|okie|co|duoc|dong y|nhat tri|chac chan|yes|sure)(?: (?:a|ah|nhe|nha|nghe|roi|chu|em|oi|luon|phuong|con))*(?: |$))+$/

/** A bare yes, said to an invitation. */
export const isBareYes = (text: string): boolean => bareYes.test(plain(text))

/** Whether words that were not understood by themselves can only be an answer to an invitation. */
export const answersInvitation = (text: string): boolean =>
  text.length <= 120 && (standsIn(text) || (staysAwayFromMeeting(text) && !isInTheWay(text)))

const staysAwayFromMeeting = saysAny(
  `(?:ban|mac viec|ket|om|benh|truc|ca dem)(?: \\S+){0,4} ${not} (?:di|du|den|toi|hop)(?: hop)? (?:duoc|dc)|${not} (?:di|du|den) (?:hop|hop duoc|hop dc|duoc|dc)|di (?:khong|ko|k|hong) (?:duoc|dc)`
)
