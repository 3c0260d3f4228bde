import { plain, saysAny, saysAnyMarked } from './syllables-in.ts'

const tail = '(?: (?:ạ|a|vậy|thế|hả|hè|nhỉ|ta|em|con|cháu|cô|chú|phường))*$'
const asked = saysAnyMarked(
  '(?<!(?:chưa|không|chẳng|ko) )bao giờ|bao nhiêu|bao lâu|mấy (?:giờ|người|hộ|ngày|hôm)|(?:hôm|ngày|khi|lúc|giờ|chỗ|cái|người|ai|thế|kiểu|bên) nào|(?:ở|ra|là) (?:đâu(?! (?:ngo|ngach|hem|kiet|duong|pho|xom|cau|cho|lang|khu))|sao|gì|chi|răng)|(?:làm|tại|vì|răng) sao|(?:cái|việc|chuyện|làm|về|họp|bàn|cần|mang|giấy) (?:gì|chi)|(?:gì|ai|sao|răng|chi) (?:vậy|thế|rứa|hả|hè|đây)|ở mô|khi mô|có phải|phải không'
)
/** "anh Đâu", "chị Sao" are somebody; "trước nhà chứ đâu" is somewhere. */
const notNamed = '(?<!^(?:ông|bà|anh|chị|em|cô|chú|bác|cậu|dì|con|cháu|thằng|bé) )(?<!(?:chứ|văn|thị|van|thi) )'
const endsAsking = saysAnyMarked(
  `${notNamed}(?:đâu(?: rồi)?|gì|sao)${tail}|(?:có|được|đc|dc|phải|cần|còn|dùng|tính)(?: [^ ]+){0,6} (?:không|khong|ko|k|hông|hok|hong|kg)${tail}|(?:[^ ]+ [^ ]+|xong|được|sửa) (?:chưa|chua)${tail}|số mấy${tail}`
)
const beginsAsking = saysAnyMarked(
  '^(?:(?:dạ|ủa|thế|vậy|mà|alo|cho hỏi|cho tôi hỏi|cho tui hỏi) )*(?:sao|ai|vì sao|tại sao|mấy|bao)(?= [^ ]+ [^ ]+| (?:sửa|làm|hỏi|đi|biết|trả))'
)
const inEnglish = saysAny('how|when|where|what|why|which')

/** Words that ask something, while a name, a place or a reason is being asked for: "tài liệu đâu", "sao phải ghi tên". */
export const asksBack = (text: string): boolean =>
  /\?\s*$/.test(text) || asked(text) || endsAsking(text) || beginsAsking(text) || inEnglish(text)

const nothing =
  /^(?:(?:da|thoi|a|u|uh|em|con|vay|the|cam on|de) )*(?:thoi|khoi|bo di|bo qua|(?:khong|ko|k|hong|chua|chang)(?: (?:can|muon|phai|co))* (?:noi|hoi|ghi|gap|gui|ke|nghi ra|biet|can)(?: (?:gi|chi|nua|ten|lam|het|dau|noi|sao|the nao))*|cam on(?: \S+){0,3})(?: (?:nua|khoi|thoi|a|nhe|nha|em|con|phuong|roi|vay))*$/

/** "thôi", "không hỏi nữa", "chưa nghĩ ra": asked for words, none are given. */
export const givesNone = (text: string): boolean => nothing.test(plain(text))
