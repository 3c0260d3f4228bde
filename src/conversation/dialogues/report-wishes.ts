import { saysAny } from './syllables-in.ts'

/** "đến đâu rồi", "xong chưa": somebody asks how far it is. */
export const asksState = saysAny(
  '(?:den|toi|toi dau|den dau|di den)(?: \\S+)? dau|dau roi|xong chua|the nao roi|sao roi|tra cuu|tinh hinh|tinh trang|trang thai|bao gio|khi nao|ai xu ly|status|how far|any news'
)

/** "rút lại", "thôi khỏi": somebody takes it back. */
export const wantsBack = saysAny(
  'rut (?:lai )?(?:phan anh|phieu|cai|don|khong)|rut lai|xin rut|thoi khoi|khoi xu ly|khong can (?:xu ly |lam |sua )?nua|bo (?:phieu|phan anh)|huy (?:phieu|phan anh)|withdraw|cancel my report'
)

/** Of what was there before: "vẫn", "chưa", "lại", "hôm nay còn". */
export const speaksOfBefore = saysAny('da|hom|bua|cua (?:toi|tui|minh|em)|van|chua|lai|roi|them|lan')
