import { plain } from './syllables-in.ts'

const no = String.raw`(?:khong|ko|k|kh|hong|hok|chang|cha|no|chua|dau)(?: (?:he|the|co|bao gio|con|nen))?`
const yes = String.raw`(?:dong y|tan thanh|ung ho|nhat tri|tan dong|agree)`
const who = String.raw`(?:toi|tui|em|minh|chau|con|toi|nha (?:toi|tui|em|minh)|gia dinh (?:toi|tui|em)|ho toi|chung toi|i)`
const said = (pattern: string) => new RegExp(String.raw`(?<!\S)(?:${pattern})(?!\S)`, 'u')

const against = said(String.raw`${no} ${yes}|phan doi|disagree|(?:do not|don t) agree`)
const forIt = said(
  String.raw`(?<=^|^(?:da|vang|thoi|uh|u|roi) |(?<!\S)${who} (?:(?:rat|hoan toan|cung|xin|thi|deu) )?)${yes}`
)
const both = said(
  String.raw`nhung|tuy nhien|neu|phan van|chua biet|co nen|hay khong|${no} phai|${yes} (?:khong|ko|k|hong|chua|hay)|${yes} (?:viec |la |rang |de )?(?:${no}|dung|giu)|${no} (?:\S+ ){0,3}phan doi`
)

/** "bao nhiêu người đồng ý rồi" asks what others think. */
const asksOfOthers = said('bao nhieu|may (?:nguoi|ho|nha)|ket qua|t[iy] le|how many')

/**
 * Which way somebody speaks who was asked for an opinion: only where nothing in the words speaks for the other way, for an
 * opinion counted the wrong way round is worse than one question more. `unclear`: they speak of it, but not plainly. Null:
 * they speak of something else.
 */
export function stanceIn(text: string): 'agree' | 'disagree' | 'unclear' | null {
  const words = plain(text)
  if (!said(`${yes}|phan doi|disagree`).test(words) || asksOfOthers.test(words)) return null
  if (both.test(words)) return 'unclear'
  if (against.test(words)) return said(yes).test(words.replace(new RegExp(against, 'gu'), ' ')) ? 'unclear' : 'disagree'
  return forIt.test(words) ? 'agree' : 'unclear'
}
