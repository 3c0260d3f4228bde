import { saysAny } from './syllables-in.ts'
import { whenOrWhere } from './when-or-where.ts'

/** A word that follows ends there: "ba hộ" is no "bà Hoa". */
const not = (words: string): string => `(?! (?:${words})(?: |$))`
const asksWhether = '(?! (?:[^ ]+ ){1,5}(?:khong|ko|k|hong|hok|kg|chua)(?: |$))'
// "có xa không", "ba giờ", "số phiếu": nobody is meant
const somebody = `(?:ong|ba${not('gio|h|nguoi|ngay|ho|to|phieu|thang')}|anh|chi|co${asksWhether}${not('bi|duoc|dc|can|phai|the|mat|gi|sao|ai|quyen|online')}|chu${not('khong|ko|k|gi|sao|dau|nhat|tich')}|bac|cau|nguoi${not('khac|ta|nha|nao')}|ung vien|ung cu vien|so${not('phieu|luong|nguoi|ho')})`
const forMe = '(?:bau|bo phieu) (?:giup|gium|dum|ho) (?:toi|tui|em|minh|chau|con|bac|ba|ong|co|chu)'
const vote =
  `(?:bau|bo phieu|bo la phieu)(?: luon)? cho (?:${somebody}|[ac] [^ ]+)|(?:bau|bo phieu) ${somebody} [^ ]+` +
  `|(?:bau|chon|bo phieu|ung ho)(?: [^ ]+){1,4} (?:lam|len) to truong|${forMe}`

/** A vote written to the bot, wherever it is written: "tui bầu cho ông Ba", "tôi chọn chị Hoa làm tổ trưởng". */
export const castsVote = saysAny(vote)

export const asksToVote = saysAny(
  '(?:bau|bo phieu)(?: luon)? (?:onl|ol|(?:qua|bang|tren|o|tai) (?:day|zalo|tin nhan|dien thoai|mang|app|may))|qua zalo|qua tin nhan|tren zalo|qua mang|online|truc tuyen|bo phieu luon|bau luon|bau o day|bau tai day|bo phieu o day|nhan tin bau|link|tren dien thoai|tu xa|vote here|by chat|' +
    vote
)

/** One of a list is picked: where an election is spoken of, it is a vote. */
export const picksOne = saysAny(
  `(?:chon|bau|bo|lay)(?: cho)?(?: nguoi)? (?:so${not('phieu|luong|nguoi|ho|dien')}|thu) [^ ]+|(?:chon|bau) ${somebody} [^ ]+`
)

/** "bầu ai thì tốt": the ward names nobody. */
export const asksWhom = saysAny(
  '(?:bau|chon|bo phieu)(?: cho)? (?:ai|nguoi nao|ong nao|ba nao)|(?:ung cu vien|ung vien|nguoi|ong|ba|ai) nao (?:tot|duoc|kha|gioi|xung dang|hop|hon|ngon)|nen (?:bau|chon)|ai (?:tot|duoc|dc|kha|gioi|xung dang) hon|vote for whom|who should i vote'
)

export const asksList = saysAny(
  'danh sach|ds|ai (?:ra )?(?:ung cu|uc)|nhung ai|ung vien|ung cu vien|nguoi ung cu|candidates?|who is running'
)

export const asksResult = saysAny(
  'ket qua|kq|trung cu|ai len(?= (?:roi|to truong|lam|chuc|thay|vay|the|chua|v)(?: |$)|$)|bau xong chua|ai thang|dac cu|ai duoc bau|result|who won'
)

const asksWhen = saysAny(`${whenOrWhere}|mang (?:theo )?gi`)
const mostWords = 6
/** "mấy giờ nhỉ", "ở đâu thế": of what was just spoken of. */
export const asksMore = (text: string): boolean => text.trim().split(/\s+/).length <= mostWords && asksWhen(text)

export const isGeneral = saysAny(
  'quoc hoi|bau (?:cu )?qh|hdnd|hoi dong nhan dan|dai bieu|the cu tri|cu chi|ung cu dai bieu|national assembly'
)

const kin =
  '(?:vo|chong|con|con trai|con gai|me|bo|ba|ma|ong|anh|chi|em|chau|dau|re|ca nha|nguoi nha|nguoi khac|hang xom|ong xa|ba xa)'
const casts = '(?<!(?:ba|mang|dang|bung|sinh) )(?:bau|bo phieu|bo la phieu|di bau)(?: cu)?'
const instead = '(?:thay(?! (?:the|to truong|truong|doi|moi))|ho|the(?! nao))'

const bidsForMe = saysAny(`${forMe}(?: [^ ]+){0,3} (?:voi|di|nha|nhe|nghe|nghen)$`)
/** "vợ đi bầu thay được không": may one vote for another? "cháu bầu giùm bà với" bids the bot to. */
export const asksProxy = (text: string): boolean => speaksOfProxy(text) && !bidsForMe(text)

const speaksOfProxy = saysAny(
  [
    `${casts}(?: (?!xong|roi|ma|thi)[^ ]+){0,2} ${instead}`,
    `${kin}(?: [^ ]+){0,3} ${casts}(?: [^ ]+){0,2} (?:giup|gium|dum)`,
    `${casts}(?: [^ ]+){0,2} (?:giup|gium|dum) ${kin}(?! (?:khong|ko|k)$)`,
    `(?:thay|ho|gium|dum|giup)(?: [^ ]+){0,2} di ${casts}|di ${instead}(?: [^ ]+){0,3} ${casts}`,
    `${casts}(?: [^ ]+){0,8} (?:di|du) (?:thay|ho|the|gium|giup)`,
    `uy quyen(?: [^ ]+){0,5} ${casts}|${casts}(?: [^ ]+){0,4} uy quyen`,
    `(?:cho|nho|de|keu|bao) ${kin}(?: [^ ]+){0,2} di (?:bau(?: cu)?|bo phieu)`,
    'vote (?:for|instead of|on behalf of) (?:me|my|him|her|somebody)|(?:my|his|her) [^ ]+ (?:can |could |may )?vote (?:for|instead)|proxy',
  ].join('|')
)

/** "đi thay được không", right after an election was told. */
export const asksStandIn = saysAny(`di ${instead}|di (?:gium|giup|dum)|uy quyen`)

const unable =
  '(?:benh|om|dau chan|liet|gia|yeu|khuyet tat|nam vien|nam (?:o )?vien|nam mot cho|xe lan|mu|mo mat|\\d+ tuoi|run tay)'
/** Who is too ill or old to go and vote. */
export const cannotGoToVote = saysAny(
  [
    `${unable}(?: [^ ]+){0,6} (?:di bau|bau cu|bo phieu|bau (?:sao|kieu gi|the nao|bang cach nao|duoc khong|dc k))`,
    `(?:khong|ko|k|hong|hok)(?: the)? (?:di|den|toi)(?: di)? (?:bau|bo phieu)(?: cu)? (?:duoc|dc|noi)|di (?:bau|bo phieu)(?: cu)? (?:khong|ko|k|hong) (?:duoc|dc|noi)`,
    'hom phieu (?:phu|luu dong|den nha|tai nha)|bau tai nha|bo phieu tai nha|(?:too )?(?:ill|sick|old|disabled)(?: [^ ]+){0,4} vote',
  ].join('|')
)
