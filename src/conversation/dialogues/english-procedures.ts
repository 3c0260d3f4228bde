import { plain } from './syllables-in.ts'

/** What people call procedures in English, beside the words the catalogue finds them by. */
const names: readonly (readonly [RegExp, string])[] = [
  [/late birth/, 'khai sinh quá hạn'],
  [/birth|newborn|new born|baby/, 'đăng ký khai sinh'],
  [/death certificate|register.*death|died|passed away/, 'đăng ký khai tử'],
  [/(single|marital) status|unmarried/, 'xác nhận tình trạng hôn nhân'],
  [/foreign.*marr|marr.*foreign/, 'kết hôn có yếu tố nước ngoài'],
  [/marriage|married|marry|wedding certificate/, 'đăng ký kết hôn'],
  [/adopt/, 'nuôi con nuôi'],
  [/guardian/, 'đăng ký giám hộ'],
  [/(change|correct).*(name|birth date|civil)/, 'thay đổi cải chính hộ tịch'],
  [/(certified|notari[sz]ed|authenticated?).*cop|cop.*(certif|authentic)/, 'chứng thực bản sao từ bản chính'],
  [/signature/, 'chứng thực chữ ký'],
  [/contract/, 'chứng thực hợp đồng'],
  [/testament|last will/, 'chứng thực di chúc'],
  [/inherit/, 'phân chia di sản'],
  [/extend.*temporary|renew.*temporary/, 'gia hạn tạm trú'],
  [/temporary (residence|stay|registration)|residence registration|rent/, 'đăng ký tạm trú'],
  [/permanent residence|household registration/, 'đăng ký thường trú'],
  [/overnight|guests?|lodg/, 'thông báo lưu trú'],
  [/temporary absence/, 'khai báo tạm vắng'],
  [/(confirm|proof).*residence|ct07/, 'xác nhận thông tin cư trú'],
  [/split.*household/, 'tách hộ'],
  [/funeral/, 'mai táng phí'],
  [/disab/, 'xác định mức độ khuyết tật'],
  [/poor household/, 'hộ nghèo'],
  [/old age|elderly|pension allowance/, 'trợ cấp hưu trí xã hội'],
  [/allowance|social benefit/, 'trợ cấp xã hội hằng tháng'],
  [/(close|stop|suspend).*business/, 'tạm ngừng hộ kinh doanh'],
  [/business|open a shop/, 'đăng ký thành lập hộ kinh doanh'],
  [/(building|construction) (permit|licen[cs]e)|build a house/, 'giấy phép xây dựng nhà ở riêng lẻ'],
  [/planning information/, 'cung cấp thông tin quy hoạch'],
  [/land.*(transfer|sale|sell)|transfer.*land/, 'biến động đất đai sang tên'],
  [/sidewalk|pavement/, 'sử dụng tạm hè phố'],
  [/military service/, 'đăng ký nghĩa vụ quân sự'],
]

/** The Vietnamese name of the first procedure the English words name, else the words themselves. */
export function inVietnamese(words: string): string {
  const said = plain(words)
  return names.find(([english]) => english.test(said))?.[1] ?? words
}
