import { foldTonePlacement } from '../platform/vietnamese/fold-tone-placement.ts'
import { tolerantPattern } from '../platform/vietnamese/tolerant-pattern.ts'

/**
 * `stop`, `start`: what every message of the ward tells people to write, wherever they stand. `perhaps_stop`: "dung" is "đúng"
 * as well, and "đừng gửi nữa" may be an answer; a stop only where nothing was asked.
 */
export type NoticeCommand = 'stop' | 'start' | 'perhaps_stop'

const before =
  '(?:(?:dạ|vâng|ừ|à|thôi|xin|vui lòng|làm ơn|cho|tôi|tui|em|con|cháu|bác|cô|chú|mình|muốn|phường|ơi|please)>[ ]?)*'
const after =
  '(?: (?:ạ|à|nhé|nha|nhe|nghe|đi|lại|luôn|hết|nữa|thôi|giúp|giùm|dùm|hộ|cho|tôi|tui|em|con|với|ngay|phường|của phường|cảm ơn|cám ơn|please|now|thanks))*'
const news = '(?:tin|tin nhắn|thông báo|notices?|messages?|notifications?)'
const send = '(?:nhận|gửi|gởi|nhắn|báo|sending|receiving)'
const wholly = (core: string): RegExp => tolerantPattern(`^${before}(?:${core})${after}$`)

const stop = wholly(
  '<dừng>|ngừng|ngưng|stop|unsubscribe|opt out' +
    `|(?:<dừng>|ngừng|ngưng|hủy|tắt|stop)(?: (?:đăng ký|${send}))* ${news}` +
    `|(?:không|ko|k|<đừng>|khỏi|bỏ)(?: (?:có|muốn|cần|đăng ký))* ${send} ${news}`
)
/** With its mark it can be nothing else. */
const dung = /(?<!\p{L})(?:dừng|đừng)(?!\p{L})/u
const bareDung = /^(?:[^ ]+ )?dung(?: [^ ]+)?$/
const start = wholly(
  `(?:nhận|nhận lại|đăng ký|đăng ký nhận|bật|bật lại|gửi lại|gởi lại|receive) ${news}|bật lại|(?:gửi|gởi|nhắn|nhận) lại (?:bình thường|như cũ|như trước)|start|subscribe|(?:start|resume) (?:receiving )?${news}`
)
const perhapsStop = wholly(`(?:không|ko|<đừng>|khỏi)(?: (?:có|cần|muốn))* ${send}(?: (?:tôi|tui|em|con|cho|gì))* nữa`)

/** Whole messages that stop or start the ward's notices, in any spelling of theirs; null for all else. */
export function readNoticeCommand(text: string): NoticeCommand | null {
  const words = foldTonePlacement(text.normalize('NFC').toLowerCase())
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
  if (stop.test(words)) return bareDung.test(words) && !dung.test(words) ? 'perhaps_stop' : 'stop'
  if (start.test(words)) return 'start'
  return perhapsStop.test(words) ? 'perhaps_stop' : null
}
