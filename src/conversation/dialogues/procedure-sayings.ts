import { bubble } from '../../ward/dossier/bubble.ts'
import type { Saying, SayingChoice, Values } from '../../ward/message/message.ts'
import type { ProcedureShown } from '../../ward/procedure/read-procedures.ts'
import { formatClock } from '../../platform/ward-time.ts'
import type { Who } from '../dialogue.ts'
import { personChoice } from './call-person.ts'
import { plain, saysAny } from './syllables-in.ts'

/** What of a procedure is asked: it is answered first. */
export type Aspect = 'papers' | 'fee' | 'days' | 'where' | 'online'
/** How the answer opens: with joy only where a birth is told, with sympathy where a death is. */
export type Tone = 'plain' | 'joy' | 'grief'

const asking: readonly (readonly [Aspect, RegExp])[] = [
  [
    'fee',
    /(?<!\S)(bao nhieu tien|het bao nhieu|ton bao nhieu|bn tien|may tien|le phi|phi|mat tien|ton tien|mat phi|tien khong|gia|fee|cost|how much)(?!\S)/,
  ],
  [
    'days',
    /(?<!\S)(bao lau|bao nhieu ngay|may ngay|may hom|mat may|khi nao|bao gio|thoi han|nhanh khong|lay ngay|trong ngay|how long|when|days)(?!\S)/,
  ],
  ['online', /(?<!\S)(online|truc tuyen|qua mang|tren mang|dich vu cong|vneid|tai nha|o nha lam)(?!\S)/],
  ['where', /(?<!\S)(o dau|cho nao|noi nao|nop dau|den dau|ra dau|len dau|gap ai|phong nao|where)(?!\S)/],
  [
    'papers',
    /(?<!\S)(giay to|giay gi|nhung gi|mang gi|mang theo|can gi|chuan bi|ho so gom|gom gi|papers?|documents?|bring|need)(?!\S)/,
  ],
]

/** What the words ask for, in the order they ask it. */
export function aspectsIn(words: string): Aspect[] {
  const said = plain(words)
  return asking
    .map(([aspect, pattern]) => ({ aspect, at: said.search(pattern) }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => a.at - b.at)
    .map(({ aspect }) => aspect)
}

const around =
  /(?<!\S)(can|phai|thi|nhung|cac|gi|a|da|vay|the|ho|em|e|toi|tui|con|chau|minh|cho|hoi|xin|phuong|oi|nhe|nha|ha|co|bac|chu|anh|chi|la|de|lam|di|ra|den|len|nop|khong|ko|giup|voi|roi|bay|gio|bao|nhieu|may|tien|u)(?!\S)/g

/** Whether a question about papers, fees or days says nothing of what they are for. */
export const namesNoMatter = (words: string): boolean =>
  aspectsIn(words).length > 0 &&
  asking
    .reduce((left, [, pattern]) => left.replaceAll(new RegExp(pattern, 'g'), ' '), plain(words))
    .replaceAll(around, ' ')
    .trim() === ''

const tellsBirth = saysAny(
  'moi (?:co|sinh|sanh|de)|vua (?:sinh|sanh|de)|(?:de|sinh|sanh) (?:roi|em be|con|chau|duoc)|newborn|gave birth'
)
const tellsDeath = saysAny(
  '(?:moi|vua|da) (?:mat|chet)|mat (?:roi|hom|sang|dem|chieu)|qua doi|tu tran|passed away|died'
)

export function toneOf({ name }: { name: string }, words: string): Tone {
  if (/khai tu|mai tang|tu tran/.test(plain(name)) && tellsDeath(words)) return 'grief'
  return /khai sinh/.test(plain(name)) && tellsBirth(words) && !tellsDeath(words) ? 'joy' : 'plain'
}

/** More papers than this and the rest is left to questions. */
const manyWords = 45
const mostDocuments = 8

/** One procedure in two bubbles: first what was asked, then the rest in short, whose word it is, and where to go on. */
export function procedureSayings(procedure: ProcedureShown, aspect: Aspect, tone: Tone, who: Who): Saying[] {
  const values = valuesOf(procedure, who)
  const hello = { plain: 'procedure.hello', joy: 'procedure.hello_joy', grief: 'procedure.hello_grief' }[tone]
  const first = bubble([hello, ...answerTo(procedure, aspect)], values)
  const order: readonly Aspect[] = ['papers', 'days', 'fee', 'where', 'online']
  const isLong = aspect === 'papers' && wordsIn(procedure.documents.join(' ')) > manyWords
  const others = isLong ? (['days', 'fee'] as const) : order.filter((other) => other !== aspect)
  const rest = others.flatMap((other) => inShort(procedure, other))
  const source = procedure.confirmed ? 'procedure.source' : 'procedure.for_reference'
  return [first, bubble([...rest, source], values, choicesAfter(procedure, tone))]
}

/** A further question about a procedure already shown: its answer alone. */
export const briefSaying = (procedure: ProcedureShown, aspect: Aspect, who: Who): Saying =>
  bubble(
    ['procedure.hello', ...answerTo(procedure, aspect)],
    valuesOf(procedure, who),
    choicesAfter(procedure, 'plain')
  )

function answerTo(procedure: ProcedureShown, aspect: Aspect): string[] {
  switch (aspect) {
    case 'papers':
      return [procedure.documents.length === 0 ? 'procedure.papers_unknown' : 'procedure.papers']
    case 'fee':
      return ['procedure.fee']
    case 'days':
      return procedure.sameDayUntil === null || tellsHour(procedure.deadlineText)
        ? ['procedure.days']
        : ['procedure.days', 'procedure.same_day']
    case 'where':
      return [procedure.whereToDo === null ? 'procedure.where_unknown' : 'procedure.where']
    case 'online':
      return [`procedure.online_${procedure.onlineLevel}`]
  }
}

function inShort(procedure: ProcedureShown, aspect: Aspect): string[] {
  switch (aspect) {
    case 'papers':
      return procedure.documents.length === 0 ? [] : ['procedure.short_papers']
    case 'fee':
      return ['procedure.short_fee']
    case 'days':
      return ['procedure.short_days']
    case 'where':
      return procedure.whereToDo === null ? [] : ['procedure.short_where']
    case 'online':
      return procedure.onlineLevel === 'none' ? [] : [`procedure.short_online_${procedure.onlineLevel}`]
  }
}

function valuesOf(procedure: ProcedureShown, who: Who): Values {
  const listed = procedure.documents.slice(0, mostDocuments)
  return {
    name: procedure.name,
    matter: inSentence(procedure.name),
    documents: listed.map((document) => `- ${document}`).join('\n'),
    papers: listed.map(withoutBrackets).join('; '),
    fee: inSentence(procedure.feeText),
    days: inSentence(procedure.deadlineText),
    where: procedure.whereToDo ?? '',
    cutOff: formatClock(procedure.sameDayUntil ?? '15:00', who.language).replace(/ 00$/, ''),
    date: procedure.asOf,
    source: procedure.source,
  }
}

/** Buttons that go on from here: at most four. */
function choicesAfter(procedure: ProcedureShown, tone: Tone): SayingChoice[] {
  const online =
    procedure.onlineLevel === 'none'
      ? []
      : [{ id: `procedure:online:${procedure.id}`, label: 'procedure.button.online' }]
  const letter = tone === 'joy' ? [{ id: 'intent:birth_greeting', label: 'procedure.button.birth_letter' }] : []
  return [...online, { id: 'intent:office_info', label: 'procedure.button.hours' }, ...letter, personChoice]
}

const withoutBrackets = (text: string): string => text.replace(/\s*\([^)]*\)/g, '').replace(/;.*$/, '')

/** "Ngay trong ngày." → "ngay trong ngày": the sentence around it has its own capital and full stop. */
const inSentence = (text: string): string => {
  const bare = text.replace(/[.\s]+$/, '')
  return /^\p{Lu}\p{Lu}/u.test(bare) ? bare : bare.charAt(0).toLocaleLowerCase('vi') + bare.slice(1)
}

/** The ward's own text of the deadline often names the cut-off already. */
const tellsHour = (text: string): boolean => /\d\s*(giờ|h|:)/.test(text)

const wordsIn = (text: string): number => text.split(/\s+/).filter(Boolean).length
