import { topicsNamed } from '../ward/feedback/report-words.ts'
import type { Meaning } from '../understanding/meaning.ts'
import { asksOfDraft } from './dialogues/report-wishes.ts'
import { saysAny } from './dialogues/syllables-in.ts'

/** Said to be a report, or a trouble that is named and the ward asked to see to it. */
export function tellsTrouble({ text, top }: Meaning): boolean {
  const isNamed = topicsNamed(text).length > 0
  if (asksOfDraft(text)) return false
  if (saysReport(text)) return isNamed || top[0]?.intent === 'report_problem'
  // "xin cán bộ số điện thoại" names only who is asked
  const isTrouble = asksRepair(text) || topicsNamed(text).some((topic) => topic !== 'officials')
  return isTrouble && pleads(text) && top.some(({ intent }) => intent === 'report_problem')
}

const asksRepair = saysAny(
  '(?:sua|don|va|thay|nao vet|thong|hut|lap)(?: [^ ]+)? (?:duong|cau|cong|den|via he|rac|ngo|hem|kiet|ranh|muong)'
)
const pleads = saysAny(
  '(?:nho|mong|bao|xin|yeu cau|de nghi)(?: [^ ]+)? (?:phuong|ubnd|uy ban|can bo|chinh quyen)|phuong(?: [^ ]+){1,3} (?:giup|gium|dum|ho)'
)
const saysReport = saysAny(
  '(?:xin|muon|can|de nghi|toi|tui|cho (?:toi|tui|em|e|minh|con|chau|bac)|gui) (?:duoc )?(?:phan anh|bao cao|bc|kien nghi)|phan anh (?:viec|ve|toi|den|tinh trang)|^phan anh(?! (?:cua|da|truoc|hom|ma|so|pa|chua|xong|tui|dau|cu|nay|bao|lan|kia))'
)
