import type { Meaning } from '../../understanding/meaning.ts'
import { saysAny } from './syllables-in.ts'

const why = '(?:vi sao|tai sao|sao|lam sao|ly do|why|how come)'
const not = '(?:khong|ko|k|kg|kh|hk|hong|hok|hog|hem|chua|chang|cha|not|never|don t|didn t|haven t|hasn t|can t)'
const got = '(?:nhan (?:duoc|dc|dk|dx)|nhan|receive|received|receiving|get|got|gotten|getting)'
const notice = '(?:tin|tin nhan|thong bao|tb|(?:giay|thu|thiep) (?:moi|bao)|notices?|messages?|invitations?)'
const people =
  '(?:nha|toi|tui|em|con|chau|minh|bac|co|chu|ong|ba|gia dinh|ho|to|lai|van|mai|hoai|cu|ma|den gio|gio|may hom nay|hom nay|hom qua|bua|i|we|do|did|have|am|the ward)'
const tail =
  '(?:gi|chi|het|ca|vay|the|nhi|ha|a|do|hen|tu phuong|cua phuong|phuong|noi nao|nao|nua|anything|any|from the ward)'
const end = String.raw`(?: ${tail})*`

/** "Vì sao tôi không nhận được?" and nothing else: of all that could have come, the ward's notices are what it knows of. */
const asksAlone = saysAny(
  `^(?:(?:da|ua|alo|phuong oi|cho hoi|xin hoi|hoi|oi) )*${why} (?:${people} )*${not}(?: (?:thay|he|co|duoc))* ${got}(?: ${notice})?${end}$` +
    `|^(?:${people} )*${not}(?: (?:thay|he|co))* ${got}(?: ${notice})?${end} (?:la )?${why}${end}$` +
    `|^(?:${people} )*${not}(?: (?:thay|he|co))* nhan (?:duoc|dc|dk) gi${end}$`
)
const asksOfNotice = saysAny(
  `${why}(?: [^ ]+){0,6} ${not}(?: [^ ]+){0,3} (?:nhan|thay|bao|nghe|co|get|got|receive|received|receiving)(?: [^ ]+){0,5} ${notice}` +
    `|${not}(?: [^ ]+){0,2} ${got}(?: [^ ]+){0,2} ${notice}(?: [^ ]+){0,5} (?:la )?${why}`
)
const tellsOfNotice = saysAny(
  `${not}(?: (?:he|thay|co|bao gio))* (?:nhan (?:duoc|dc|dk)|received?|get|got|gotten)(?: [^ ]+){0,2} (?:tin|thong bao|tb|giay moi|thu moi|invitations?|notices?|messages?)`
)
/** Missed, and not asked: where the words are surely about something else, that goes first. */
const misses = saysAny(`${why}(?: [^ ]+){0,4} ${not}(?: [^ ]+){0,2} (?:thay|nghe)(?: [^ ]+){0,2} (?:bao|nhan|gui|loa)`)
/** What the classifier takes for a wish to stop or to start, and is none. */
const tellsOfSilence = saysAny(
  `${not} (?:thay|nghe|co)(?: [^ ]+){0,3} (?:tin|thong bao|bao|nhan)` +
    `|${not} ai(?: [^ ]+)? (?:bao|nhan|gui)` +
    `|(?:phuong|to truong|can bo|ubnd|uy ban|xa)(?: [^ ]+){0,2} ${not}(?: [^ ]+){0,2} (?:bao|nhan|gui|goi)(?!.* nua$)` +
    `|${not} bao truoc|co(?: duoc)? (?:nhan|gui|thay|bao)(?: [^ ]+){0,4} dau`
)
/** What does not come is no notice of the ward's. */
const somethingElse = saysAny(
  'ho so|ket qua|giay hen|tin nhan xac nhan|phan anh|kien nghi|phieu|khieu nai|to cao|ma xac (?:thuc|nhan)|otp|duoc tien|can cuoc|cccd|so do|the bhyt|dossier|application|report|results?'
)

/** "Vì sao tôi không nhận được?", "nhà tôi hok nhận đc tin cúp nước": what did not come, and never a wish that it should not. */
export function asksWhyNot({ text, decision, intent }: Meaning): boolean {
  if (somethingElse(text)) return false
  if (asksAlone(text) || asksOfNotice(text) || tellsOfNotice(text)) return true
  const isSubscribing = intent === 'subscribe' || intent === 'unsubscribe'
  if (decision === 'act') return isSubscribing && (misses(text) || tellsOfSilence(text))
  return misses(text)
}

const told = '(?:tin|tin tuc|thong bao|tb|thong tin)'
const rest =
  '(?: (?:gi|nao|moi|gan day|khong|ko|k|kh|hong|hok|chua|a|ha|vay|the|nhi|day|do|roi|la|may|cua|tu|phuong|uy ban|to|hom nay|hom qua|tuan nay|nhe|voi|di|em|chau|con|co|bac|chu|anh|chi|cho|toi|tui|minh|dan|ba con))*$'
/** The notices themselves: what is new, or what would be read again. */
export const asksLatest = saysAny(
  `(?:phuong|uy ban|ubnd|to)(?: dan pho)? (?:co|vua|moi|moi co|vua co|dang co)(?: gui| ra| bao)? (?:${told} (?:gi|nao|moi)|thong bao gi|gi moi)${rest}` +
    `|^(?:(?:da|alo|hom nay|dao nay|em|chau|con) )*co (?:${told} (?:gi|nao|moi)|gi moi)${rest}` +
    `|^(?:cho (?:toi|tui|em|xin) )?(?:${told}) (?:moi|gan day|hom nay|hom qua|tuan nay|cu|vua roi)${rest}` +
    `|(?:xem|doc|nghe|cho xem)(?: lai)? (?:cac |nhung |may )?${told}(?: (?:cu|truoc|da gui|vua roi|hom truoc))*${rest}` +
    '|(?:any|what s|read|show)(?: [^ ]+){0,2} (?:news|notices)'
)
