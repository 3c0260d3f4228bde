import { fullName } from './check-persons.ts'
import { block, type TextFinding } from './text-finding.ts'

/** The ward never takes money by message: whoever asks for it in its name is a fraud, so it must not look like one. */
export function moneyFindings(text: string): TextFinding[] {
  const asking = /(?<!\p{L})(?:chuyển khoản|số tài khoản|stk|bank transfer|account number)(?!\p{L})/giu
  return [...text.matchAll(asking)]
    .filter(({ index }) => !isDenied(text, index))
    .map(([quote]) => block('asks_money', quote))
}

/** Nobody is elected by message (NĐ 59/2023 Đ5): a notice must not sound as if. */
const voting =
  /(?<!\p{L})(?:bỏ phiếu|bầu|bình chọn|biểu quyết|vote)(?:(?!bỏ phiếu|bầu|bình chọn|biểu quyết|vote)[^.\n]){0,30}(?:qua|trên|by|on|via) (?:tin nhắn|zalo|telegram|mạng|message|chat)/giu

const name = String.raw`\p{Lu}\p{Ll}*`
const titled = String.raw`(?:[ôÔ]ng|[bB]à|[aA]nh|[cC]hị|[cC]ô|[cC]hú|[bB]ác|[đĐ]ồng chí|[đĐ]/c|Mr|Ms|Mrs)\.? ${name}(?: ${name}){0,4}`
const candidate = `(?:${titled}|${fullName})`
/** Whom to choose: "bầu cho ông An", "ủng hộ bà Bình". That somebody was elected is a result. */
const choosing = new RegExp(
  String.raw`(?<!(?:đã|được)(?: \p{L}+){0,2} )(?<!\p{L})(?:(?:[bB]ầu|[bB]ỏ phiếu|[dD]ồn phiếu|[bB]ình chọn)(?: cho)?|[đĐ]ể dành phiếu cho|[ủỦ]ng hộ|[tT]ín nhiệm|[lL]ựa chọn|[cC]họn|[gG]ạch(?: tên)?|[vV]ote for) (?:${titled}|(?<=cho |for |hộ |chọn |nhiệm )${name}(?: ${name}){1,4})`,
  'gu'
)
/** How good one of them is. */
const praising = new RegExp(
  String.raw`${candidate}[^.\n;]{0,40}?(?<!\p{L})(?:có uy tín|xứng đáng|sáng giá|đủ đức|đủ tài|tận tụy|tận tâm|gương mẫu|tâm huyết|đáng tin|năng lực tốt|tốt nhất|trustworthy|the best)`,
  'gu'
)

/** An election notice is neutral: neither where else to vote, nor for whom (domain.md §11). */
export function votingFindings(text: string): TextFinding[] {
  const elsewhere = [...text.matchAll(voting)]
    .filter(({ index }) => !isDenied(text, index))
    .map(([quote]) => block('votes_in_chat', quote))
  const pleas = [choosing, praising].map((pattern) => [...text.matchAll(pattern)]).find((found) => found.length > 0)
  return [...elsewhere, ...(pleas ?? []).map(([quote]) => block('canvassing', quote))]
}

const isDenied = (text: string, at: number): boolean =>
  /(?:không|đừng|chưa|never|not|no|nobody|cannot)(?:\s+\p{L}+){0,4}\s*$/iu.test(text.slice(Math.max(0, at - 40), at))
