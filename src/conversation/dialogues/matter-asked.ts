import type { ConsultationBrief } from '../../ward/consultation/find-consultations.ts'
import { contentWords } from '../../ward/feedback/report-words.ts'
import { plain } from './syllables-in.ts'

const ofMatter = /(?<!\S)(?:ve|about)(?: (?:viec|chuyen|vu|cai))? (.+)$/
/** They stand for any matter: who says "về dự thảo" means the one that is asked. */
const general = new Set(
  'du thao ke hoach de an phuong thuc chu truong quy che noi dung lay dong gop nhan dan'.split(' ')
)

/** Whether the words name a matter ("về việc mở đường") that has nothing in common with what this consultation asks. */
export function speaksOfAnother(text: string, { title, question, background }: ConsultationBrief): boolean {
  const matter = ofMatter.exec(plain(text))?.[1] ?? ''
  const named = contentWords(matter).filter((word) => !general.has(word))
  const asked = new Set(plain(`${title} ${question} ${background}`).split(' '))
  return named.length > 0 && !named.some((word) => asked.has(word))
}
