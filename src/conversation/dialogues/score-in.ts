import { strip } from '../../platform/vietnamese/strip.ts'

/** A mark as people give it: "2, trám có một nửa", "5 sao", "cho 4 điểm", "rất hài lòng", "không hài lòng". */
export function scoreIn(text: string): number | null {
  const plain = strip(text.normalize('NFC')).replace(/\s+/g, ' ').trim()
  const figure =
    /^(?:da |toi |em |minh |cho |danh gia |cham |xin cham |diem )*([1-5])(?=$|[\s,.;:!/*]|sao|diem)(?!\s*(?:hom|ngay|tuan|thang|lan|cai|cho|dua|nguoi|gio|nam|bong|den))/.exec(
      plain
    )
  if (figure) return Number(figure[1])
  if (/\brat (?:khong|that) ?(?:vong|hai long)|\bqua te\b|\bte qua\b|\brat te\b/.test(plain)) return 1
  if (/\b(?:khong|ko|chua|k|chang|hong) (?:\S+ )?hai long\b/.test(plain)) return 2
  if (/\brat hai long\b|\btuyet voi\b|\brat tot\b/.test(plain)) return 5
  if (/\btam (?:duoc|on)\b|\bbinh thuong\b|\bchap nhan duoc\b/.test(plain)) return 3
  return /\bhai long\b|\bvery satisfied\b/.test(plain) ? 4 : null
}

/** What was said beside the mark. */
export function commentIn(text: string): string {
  const rest = text.normalize('NFC').replace(/^\D{0,20}[1-5]\s*(?:sao|điểm|diem)?[\s,.;:!/*-]*/u, '').trim()
  return rest.split(/\s+/).length >= 2 ? rest.slice(0, 1_000) : ''
} // prettier-ignore
