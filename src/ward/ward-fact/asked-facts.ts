import { strip } from '../../platform/vietnamese/strip.ts'
import type { WardFact } from './ward-fact.ts'

/** What of the ward itself is asked for, in the order in which it is to be answered. */
export type AskedFact = 'head' | 'person' | 'place' | 'holiday' | 'hours' | 'address' | 'email' | 'website' | 'phone'

/** Whole syllables of the stripped words. */
const asks = (pattern: string): RegExp => new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${pattern})(?![\p{L}\p{N}])`, 'u')

const head = asks(
  'to truong|to pho|truong (?:khu|thon|ban|xom|to|ap|kp)|khu truong|thon truong|khu pho truong|(?:neighbou?rhood|group|quarter|hamlet) (?:head|leader|chief)|(?:head|leader|chief) of (?:the |my |our )?(?:(?:residential|neighbou?rhood) )?(?:group|neighbou?rhood|quarter|hamlet)'
)
/** Who heads a neighbourhood. */
export const asksForHead = (words: string): boolean => head.test(strip(words))

const holiday = asks('tet|quoc khanh|2/9|30/4|1/5|gio to|10/3|24/11|le|ngay le|holidays?|new year')
const closed = asks('nghi|truc|mo cua|lam viec|lam|mo|dong cua|open|closed?|work(?:ing)?')
const hours = asks(
  [
    'may gio|may h|gio lam|gio hanh chinh|lam viec|mo cua|dong cua|nghi trua|con ai|gio nao|luc nao|gio mo|may rua',
    'thu (?:bay|7)|t7|chu nhat|cn|cuoi tuan|sang|chieu|trua|hom nay|mai|bay gio co|con lam|co lam',
    'hours?|open|close|what time|saturday|sunday|weekend',
  ].join('|')
)
const address = asks(
  'o dau|dia chi|cho nao|duong nao|o cho|doi ve dau|tru so|chi duong|huong nao|cach bao xa|where|address|map|ban do|xe buyt'
)
const phone = asks(
  'so dien thoai|dien thoai|sdt|so may|hotline|duong day nong|goi so|so nao|so bao nhieu|phone|number|call|goi dien|dt|lien he'
)

const email = asks('e ?mail|gmail|thu dien tu|hop thu dien tu')
const website = asks('website|trang web|web|trang thong tin|cong thong tin|fanpage|facebook|fb')

/** Words that stand in many roles and tell none of them apart. */
const commonWords = new Set(
  'can bo cong chuc phu trach phuong xa uy ban nhan dan ubnd phong trung tam cua va vien chuyen ong ba anh chi'.split(
    ' '
  )
)
const telling = (text: string): string[] => syllablesOf(text).filter((syllable) => !commonWords.has(syllable))
const syllablesOf = (text: string): string[] =>
  strip(text)
    .split(/[^\p{L}\p{N}/]+/u)
    .filter(Boolean)

/** The rows of `facts` whose label the words name best; a label is named by two telling syllables in a row, or all it has. */
export function namedFacts<F extends Pick<WardFact, 'label'>>(facts: readonly F[], words: string): F[] {
  const said = telling(words)
  const scored = facts
    .map((fact) => ({ fact, score: longestRun(telling(fact.label), said) }))
    .filter(({ score }) => score > 0)
  const best = Math.max(0, ...scored.map(({ score }) => score))
  return scored.filter(({ score }) => score === best).map(({ fact }) => fact)
}

function longestRun(label: readonly string[], said: readonly string[]): number {
  let best = 0
  for (let from = 0; from < label.length; from++) {
    for (let at = 0; at < said.length; at++) {
      let length = 0
      while (from + length < label.length && label[from + length] === said[at + length]) length++
      best = Math.max(best, length)
    }
  }
  // Of two that share the words, the one that says less besides: "chủ tịch" is not "phó chủ tịch".
  return best > 0 && best >= Math.min(2, label.length) ? best + best / label.length : 0
}

/** What is asked for; empty when the words name nothing we know. People and places are those of the ward's own rows. */
export function askedFacts(words: string, facts: readonly WardFact[]): AskedFact[] {
  const bare = strip(words)
  const people = namedFacts(ofKind(facts, 'role:'), words)
  const places = namedFacts(ofKind(facts, 'place:'), words)
  const asked: AskedFact[] = []
  if (head.test(bare)) asked.push('head')
  else if (people.length > 0) asked.push('person')
  const ofPeople = people.length > 0 || asked.includes('head')
  if (places.length > 0 && (!ofPeople || address.test(bare))) asked.push('place')
  if (holiday.test(bare) && closed.test(bare)) asked.push('holiday')
  else if (hours.test(bare)) asked.push('hours')
  const ofSomebody = asked.some((fact) => fact === 'head' || fact === 'person' || fact === 'place')
  if (email.test(bare)) asked.push('email')
  if (website.test(bare)) asked.push('website')
  const isOnline = asked.includes('email') || asked.includes('website')
  if (!ofSomebody && !isOnline && address.test(bare)) asked.push('address')
  if (!ofSomebody && phone.test(bare)) asked.push('phone')
  return asked
}

export const ofKind = <F extends Pick<WardFact, 'topic'>>(facts: readonly F[], kind: string): F[] =>
  facts.filter((fact) => fact.topic.startsWith(kind))
