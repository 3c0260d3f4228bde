import type { MeetingAnswer } from '../../ward/meeting/meeting.ts'
import { plain, saysAny } from './syllables-in.ts'

/** Stripped as `plain` leaves them: "ko", "hông" and "k" are as good as "không". */
const not = '(?:khong|ko|k|kg|hong|hok|chang|cha|chua)'
const go = '(?:di|du|den|toi|hop|tham gia|tham du|sap xep|thu xep|ve|qua)'
const kin =
  '(?:vo|chong|con|con trai|con gai|me|bo|ba|ma|anh|chi|em|em trai|em gai|chau|dau|re|ong|ba|co|bac|chu|nguoi nha|nguoi khac|nha toi|ong xa|ba xa)'

const standsIn = saysAny(
  `(?:di|du|hop|tham gia|tham du) (?:thay|ho|giup|giùm|gium|dum|the)|cu nguoi|uy quyen|cu (?:${kin})|(?:cho|nho|de|keu|bao) ${kin}(?: \\S+){0,3} (?:di|du|hop)|di thay|hop thay|hop ho|nguoi (?:di )?thay|somebody else|someone else|my (?:wife|husband|son|daughter|mother|father) (?:will|can)|instead of me|on my behalf`
)
const staysAway = saysAny(
  `${not} ${go}(?: hop)?(?: duoc| dc| đc| noi)?|(?:ban|mac viec|ket|om|benh|vang|di lam|truc|ca dem)(?: \\S+){0,5} ${not} ${go}|${not} (?:the|co mat)|vang mat|xin (?:phep )?(?:vang|nghi|kieu)|cao loi|di (?:khong|ko|k|hong|hok) (?:duoc|dc)|(?:can not|cannot|cant|can t|wont|won t) (?:come|attend|go|make it)|not coming|unable to`
)
const busy = saysAny(
  '(?:toi|em|chau|con|minh|nha|hom do|hom ay|toi do|luc do)?(?: \\S+)? ?ban (?:roi|lam|qua|viec|ca dem|mat roi)'
)
const comes = saysAny(
  `(?:toi|em|chau|con|minh|nha toi|nha em|gia dinh)?(?: \\S+)? ?(?:se|co) (?:di|du|den|tham gia|tham du|co mat)|co mat|di duoc|du duoc|dong y (?:du|di)|se di|se du|(?:i|we) (?:will|ll) (?:come|attend|be there)|coming`
)
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
  if (staysAway(text) || busy(text)) return 'not_coming'
  return comes(text) && !/\b(?:khong|ko|hong)\s*$/.test(plain(text)) ? 'coming' : null
}

const named = /(?<!\p{L})(?:tên là|tên|là|is|named)\s+((?:\p{Lu}\p{L}*)(?:\s+\p{Lu}\p{L}*){1,5})/u
const capitals = /((?:\p{Lu}\p{Ll}+)(?:\s+\p{Lu}\p{Ll}+){1,5})/u

const wholeName = /^\p{Lu}\p{L}*(?:\s+\p{Lu}\p{L}*){1,5}$/u

/** The name of who comes instead, where it is written as names are. Null where it must be asked for. */
export function nameOfDelegate(text: string): string | null {
  const words = text.normalize('NFC').trim()
  if (wholeName.test(words)) return words
  // the capital a sentence begins with makes no name of its first word
  const inside = words.replace(/^\p{Lu}/u, (first) => first.toLowerCase())
  return named.exec(words)?.[1] ?? capitals.exec(inside)?.[1] ?? null
}

/** Whether words that were not understood by themselves can only be an answer to an invitation. */
export const answersInvitation = (text: string): boolean =>
  text.length <= 120 && (standsIn(text) || staysAwayFromMeeting(text))

const staysAwayFromMeeting = saysAny(
  `(?:ban|mac viec|ket|om|benh|truc|ca dem)(?: \\S+){0,4} ${not} (?:di|du|den|toi|hop)(?: hop)? (?:duoc|dc)|${not} (?:di|du|den) (?:hop|hop duoc|hop dc|duoc|dc)|di (?:khong|ko|k|hong) (?:duoc|dc)`
)
