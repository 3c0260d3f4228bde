import { topicsNamed } from '../ward/feedback/report-words.ts'
import type { Meaning } from '../understanding/meaning.ts'
import { saysAny } from './dialogues/syllables-in.ts'

/** Said to be a report, or a trouble that is named and the ward asked to see to it. */
export function tellsTrouble({ text, top }: Meaning): boolean {
  const isNamed = topicsNamed(text).length > 0
  if (saysReport(text)) return isNamed || top[0]?.intent === 'report_problem'
  return isNamed && pleads(text) && top.some(({ intent }) => intent === 'report_problem')
}

const pleads = saysAny(
  '(?:nho|mong|bao|xin|yeu cau|de nghi)(?: [^ ]+)? (?:phuong|ubnd|uy ban|can bo|chinh quyen)|phuong(?: [^ ]+){1,3} (?:giup|gium|dum|ho)'
)
const saysReport = saysAny(
  '(?:xin|muon|can|de nghi|toi|tui|cho (?:toi|tui|em|minh)|gui) (?:duoc )?(?:phan anh|bao cao|bc|kien nghi)|phan anh (?:viec|ve|toi|den|tinh trang)'
)
