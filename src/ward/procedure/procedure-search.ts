import MiniSearch from 'minisearch'
import { foldTonePlacement } from '../../platform/vietnamese/fold-tone-placement.ts'
import { strip } from '../../platform/vietnamese/strip.ts'
import { proceduresOn } from './procedure.ts'
import type { Procedure } from './procedure.ts'

type Searchable = Pick<Procedure, 'number' | 'code' | 'name' | 'aliases' | 'effectiveFrom' | 'effectiveTo'>

export type Found<Row> = { procedure: Row; score: number }

/** What to say: one is meant · ask which of two to four · nothing of ours fits. */
export type ProcedureAnswer<Row> =
  { kind: 'one'; procedure: Row } | { kind: 'ask'; candidates: Row[] } | { kind: 'none' }

export type ProcedureSearch<Row> = {
  /** The procedures in force on a date that fit the words, best first. */
  rank(text: string, date: string, limit?: number): Found<Row>[]
  answer(text: string, date: string): ProcedureAnswer<Row>
}

/** Words of asking, not of the matter, without marks: they stand in every question and tell procedures apart in none. */
const emptyWords = new Set(
  (
    'a ah ak ad admin ai alo anh ay ba ban bac bang bao bi biet bot ca cac cai can cau cha chao chau chi cho chu chua co ' +
    'con cua cung da dau de den dc di do duoc em gap ghe gi gio gium giup ha hay he ho hoi hom hoac hong kg khi kho ' +
    'khong ko la lam len loai luc ma mang may minh moi muon nao nay ne neu nghe ngay nhe nhi nhieu nho nhu nhung no nua o ' +
    'oi phai phuong qua quy ra rang rat roi rui sao se shop sau ta tai tam te the them thi thoi thu thua toi tren tu tuc tui u ui um ung ' +
    'va vay vao ve viec voi vs xem xin y'
  ).split(' ')
)
/** … but these mean something before or after certain words, and are kept in pairs only. */
const pairWords = new Set(
  'con cha chau moi tam ba ho thu thua tu chi bao bi qua the ban sao chu chua da khong them thoi nua di do vay y'.split(
    ' '
  )
)

/** Pairs that stand in every question about papers. */
const emptyPairs = new Set(['ho so', 'thu tuc', 'giay to', 'the nao', 'bao lau', 'ba con'])

/** Turns of speech that hold a word of procedures ("lại", "mất") without meaning it: "mất bao lâu" asks how long it takes. */
const turnsOfSpeech = new RegExp(
  '(?<!\\p{L})(?:' +
    '(?:với|voi|tóm|tom|ngược|nguoc|còn|hỏi|hoi|nhắn|nhan) (?:lại|lai)' +
    '|(?:(?:mất|mat|tốn|ton) )?(?:khoảng |khoang |tầm |tam |chừng |chung )?(?:bao (?:lâu|lau|nhiêu|nhieu)|mấy (?:ngày|hôm|tuần|tiền)|may (?:ngay|hom|tuan|tien))' +
    '|(?:mất|mat|tốn|ton) (?:phí|phi|lệ phí|le phi|tiền|tien|công|cong|thời gian|thoi gian|nhiều|nhieu)' +
    ')(?!\\p{L})',
  'gu'
)

/** Short forms and dialect, without marks. */
const spelledOut: Readonly<Record<string, string>> = {
  dk: 'dang ky', dky: 'dang ky', dki: 'dang ky', ks: 'khai sinh', gks: 'khai sinh', sanh: 'sinh', kh: 'ket hon', dkkh: 'dang ky ket hon',
  hk: 'ho khau', shk: 'so ho khau', bhyt: 'bao hiem y te', gpkd: 'giay phep kinh doanh', hkd: 'ho kinh doanh', kd: 'kinh doanh',
  gpxd: 'giay phep xay dung', nvqs: 'nghia vu quan su', xntthn: 'xac nhan tinh trang hon nhan', qsdd: 'quyen su dung dat',
  dktt: 'dang ky thuong tru', kt3: 'tam tru kt3', tthc: 'thu tuc hanh chinh', btxh: 'bao tro xa hoi', uq: 'uy quyen', hd: 'hop dong',
  gcn: 'giay chung nhan', cmnd: 'can cuoc', cccd: 'can cuoc', cc: 'cong chung', pakn: 'phan anh kien nghi', ct07: 'ct07 xac nhan cu tru',
} // prettier-ignore

/** Under this, a fit is chance: measured on questions that are none of the ward's. */
const leastScore = 25
/** A name or alias said exactly is meant, however short and common its words are. */
const wholePhrase = 25
/** The second must be this much weaker for the first to be meant alone … */
const clearLead = 1.3
/** … and whoever is this near to the first is asked about too. */
const nearEnough = 0.62
const mostAsked = 4

/**
 * Searches the catalogue by the words people use. Syllables lose their marks, so "khai sinh", "KHAI SINH" and
 * "khai sanh" are one; pairs of syllables weigh more than single ones, which without marks mean too much.
 */
export function makeProcedureSearch<Row extends Searchable>(rows: readonly Row[]): ProcedureSearch<Row> {
  const phrases = rows.flatMap((row) => [row.name, ...row.aliases].map((phrase) => ({ row, terms: termsOf(phrase) })))
  const index = new MiniSearch({
    fields: ['phrase'],
    tokenize: (text) => text.split(','),
    processTerm: (term) => term,
  })
  index.addAll(phrases.map(({ terms }, id) => ({ id, phrase: [...terms.keys()].join(',') })))

  function rank(text: string, date: string, limit = 10): Found<Row>[] {
    const current = new Set(proceduresOn(rows, date))
    const byCode = findByCode(text, current)
    if (byCode.length > 0) return byCode
    const asked = termsOf(text)
    if (asked.size === 0) return []
    const best = new Map<Row, number>()
    for (const hit of index.search([...asked.keys()].join(','), searchOptions)) {
      const phrase = phrases[hit.id as number]
      if (!phrase || !current.has(phrase.row)) continue
      const fitting = fit(phrase.terms, asked, hit.terms)
      const isWhole = fitting === 1 && [...asked.keys()].every((term) => phrase.terms.has(term))
      const score = hit.score * fitting + (isWhole ? wholePhrase : 0)
      if (score > (best.get(phrase.row) ?? 0)) best.set(phrase.row, score)
    }
    return [...best]
      .map(([procedure, score]) => ({ procedure, score }))
      .sort((a, b) => b.score - a.score || a.procedure.number - b.procedure.number)
      .slice(0, limit)
  }

  return {
    rank,
    answer: (text, date) => decide(rank(text, date), nationalCode.test(text) ? null : new Set(termsOf(text).keys())),
  }
}

const isPair = (term: string): boolean => term.includes(' ')
const fuzzyPair = (term: string): number | boolean =>
  isPair(term) && term.length >= 7 ? (term.length >= 11 ? 2 : 1) : false

const searchOptions = {
  combineWith: 'OR',
  boostTerm: (term: string) => (isPair(term) ? 2 : 1),
  fuzzy: fuzzyPair,
  prefix: (term: string, at: number, all: string[]) => at >= all.length - 2 && term.length >= 4,
  weights: { fuzzy: 0.35, prefix: 0.3 },
} as const

const weightOf = (terms: Iterable<string>): number => {
  let sum = 0
  for (const term of terms) sum += isPair(term) ? 2 : 1
  return sum
}

/**
 * How well a phrase fits what was asked: half of a long name is less than the whole of a short one, and whoever writes
 * marks means them ("điện từ sáng" is not "điện tử").
 */
function fit(phrase: Terms, asked: Terms, matched: readonly string[]): number {
  const otherMarks = matched.filter((term) => {
    const [written, meant] = [asked.get(term), phrase.get(term)]
    return written !== undefined && written !== term && written !== meant
  })
  const said = weightOf(matched)
  return Math.sqrt(said / weightOf(phrase.keys())) * (1 - 0.8 * (weightOf(otherMarks) / said))
}

/** Terms without marks, each as it was written. */
type Terms = ReadonlyMap<string, string>

/** Syllables that mean something and pairs of neighbours. */
function termsOf(text: string): Terms {
  const folded = foldTonePlacement(text.normalize('NFC').toLowerCase()).replace(turnsOfSpeech, ' ')
  const written = folded.match(/[\p{L}\p{N}]+/gu) ?? []
  const kept = written.flatMap(spell).filter(([word]) => !emptyWords.has(word) || pairWords.has(word))
  const terms = new Map(kept.filter(([word]) => !emptyWords.has(word)))
  kept.forEach(([word, marked], at) => {
    const [before, beforeMarked] = kept[at - 1] ?? []
    if (before && !emptyPairs.has(`${before} ${word}`)) terms.set(`${before} ${word}`, `${beforeMarked} ${marked}`)
  })
  return terms
}

/** A word without and with its marks; short forms become the words they stand for. */
function spell(marked: string): [word: string, marked: string][] {
  const word = strip(marked)
  const full = spelledOut[word]
  return full ? full.split(' ').map((part) => [part, part]) : [[word, marked]]
}

const nationalCode = /\b\d\.\d{6}\b/

/** Somebody who gives the national code means that procedure, or asks which of its variants. */
function findByCode<Row extends Searchable>(text: string, current: ReadonlySet<Row>): Found<Row>[] {
  const codes = new Set(text.match(new RegExp(nationalCode, 'g')) ?? [])
  return [...current].filter((row) => row.code && codes.has(row.code)).map((procedure) => ({ procedure, score: 100 }))
}

/** `asked` is null where a code was given: its variants are equals. */
function decide<Row extends Pick<Searchable, 'name'>>(
  found: readonly Found<Row>[],
  asked: ReadonlySet<string> | null
): ProcedureAnswer<Row> {
  const [first, second] = found
  if (!first || first.score < leastScore) return { kind: 'none' }
  if (!second || first.score >= second.score * clearLead) return { kind: 'one', procedure: first.procedure }
  const near = found.filter(({ score }) => score >= first.score * nearEnough).slice(0, mostAsked)
  const plain =
    asked &&
    near.find(({ procedure }) => near.every((other) => isSpecialCase(other.procedure.name, procedure.name, asked)))
  if (plain) return { kind: 'one', procedure: plain.procedure }
  return { kind: 'ask', candidates: near.map(({ procedure }) => procedure) }
}

/**
 * "Đăng ký khai sinh quá hạn" is "đăng ký khai sinh" and something more. Who names nothing of the more means the plain
 * one: most people do, and asking them back would only puzzle them.
 */
function isSpecialCase(name: string, plainName: string, asked: ReadonlySet<string>): boolean {
  if (name === plainName) return true
  const [words, plainWords] = [wordsOf(name), wordsOf(plainName)]
  if (![...plainWords].every((word) => words.has(word))) return false
  return [...words].every((word) => plainWords.has(word) || !asked.has(word))
}

const wordsOf = (name: string): Set<string> => new Set([...termsOf(name).keys()].filter((term) => !isPair(term)))
