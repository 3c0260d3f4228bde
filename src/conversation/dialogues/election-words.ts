import { saysAny } from './syllables-in.ts'
import { whenOrWhere } from './when-or-where.ts'

const somebody = '(?:ong|ba|anh|chi|co|chu|bac|cau|nguoi|ung vien|ung cu vien|so)'
const vote =
  `(?:bau|bo phieu|bo la phieu)(?: luon)? cho ${somebody}|(?:bau|bo phieu) ${somebody} [^ ]+` +
  '|(?:bau|chon|bo phieu|ung ho)(?: [^ ]+){1,4} (?:lam|len) to truong|(?:bau|bo phieu) (?:giup|gium|dum|ho) (?:toi|tui|em|minh|chau|con|bac|ba|ong|co|chu)'

/** A vote written to the bot, wherever it is written: "tui bầu cho ông Ba", "tôi chọn chị Hoa làm tổ trưởng". */
export const castsVote = saysAny(vote)

export const asksToVote = saysAny(
  'qua zalo|qua tin nhan|tren zalo|qua mang|online|truc tuyen|bo phieu luon|bau luon|bau o day|bau tai day|bo phieu o day|nhan tin bau|link|tren dien thoai|tu xa|vote here|by chat|' +
    vote
)

/** One of a list is picked: where an election is spoken of, it is a vote. */
export const picksOne = saysAny(
  `(?:chon|bau|bo|lay)(?: cho)?(?: nguoi)? (?:so|thu) [^ ]+|(?:chon|bau) ${somebody} [^ ]+`
)

/** "bầu ai thì tốt": the ward names nobody. */
export const asksWhom = saysAny(
  '(?:bau|chon|bo phieu)(?: cho)? ai|nen (?:bau|chon)|ai (?:tot|duoc|kha|gioi|xung dang) hon|vote for whom|who should i vote'
)

export const asksList = saysAny(
  'danh sach|ai (?:ra )?ung cu|nhung ai|ung vien|ung cu vien|nguoi ung cu|candidates?|who is running'
)

export const asksResult = saysAny('ket qua|trung cu|ai len|bau xong chua|ai thang|dac cu|ai duoc bau|result|who won')

const asksWhen = saysAny(`${whenOrWhere}|mang (?:theo )?gi`)
const mostWords = 6
/** "mấy giờ nhỉ", "ở đâu thế": of what was just spoken of. */
export const asksMore = (text: string): boolean => text.trim().split(/\s+/).length <= mostWords && asksWhen(text)

export const isGeneral = saysAny(
  'quoc hoi|hdnd|hoi dong nhan dan|dai bieu|the cu tri|cu chi|ung cu dai bieu|national assembly'
)
