import { saysAny } from './syllables-in.ts'

const oneself =
  '(?:toi|tui|em|e|t|minh|chau|con|bac|toi day|nha (?:toi|tui|em|minh|con)|ho (?:toi|tui)|(?:vo|chong|con|me|bo|ba|ma|ong|anh|chi|chau|con trai|con gai)(?: (?:toi|tui|em|minh|con|nha))?|me|i)'
const list = '(?:danh sach|ds|dsach|list)'
const absent = '(?:khong|ko|k|hong|hok|chua|thieu|sot|mat)'

/** "tui có trong danh sách không": somebody asks whether a list has them, or says that it has not. */
export const asksIfListed = saysAny(
  [
    `${oneself}(?: (?:day|co|da|duoc|dc|nam|thuoc|dung|van|con|${absent}|thay))*(?: ten)?(?: [^ ]+)?(?: (?:trong|o|vo|vao|tren))+ (?:cai |ban )?${list}`,
    `(?:kiem tra|tra|tim|coi|xem|do|check)(?: [^ ]+){0,3} ten(?: [^ ]+){0,5} ${list}`,
    `${absent}(?: (?:thay|co|he|bi))* ten(?: [^ ]+){0,4} ${list}`,
    `(?:co|da co) ten(?: [^ ]+){0,3} (?:trong|o|vo|vao|tren) (?:cai )?${list}`,
    `${list}(?: [^ ]+){0,6} (?:co|khong co|thieu|sot)(?: ten)? ${oneself}(?: (?:khong|ko|k|chua|hong|a))*$`,
    `${oneself}(?: (?:co|da co|duoc|nam))+(?: ten)? (?:trong|o|vo) (?:do|day|ay)(?= |$)`,
    `am i (?:on|in) the (?:[^ ]+ ){0,3}list|my name (?:on|in) the (?:[^ ]+ ){0,3}list`,
  ].join('|')
)

/** The list of those who may vote, not of those who stand. */
export const namesVoters = saysAny(
  `${list} (?:cac )?(?:cu tri|nguoi (?:di )?bau|di bau|bau cu|bau|bo phieu)|the cu tri|voter list|list of voters|voters? list`
)

/** No list is named: "danh sách", "cái danh sách đó". */
export const namesNoList = saysAny(
  `${list}(?: (?:do|nay|ay|kia|chua|khong|ko|k|hong|hok|a|vay|em|con|hay|roi|nhi|ha|phuong|cua phuong|cua|co|ten|toi|tui))*$`
)
