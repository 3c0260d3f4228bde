import { strip } from '../platform/vietnamese/strip.ts'

/** With which words a phrase can begin: written out, and still growing at the end of what has been read. */
type Beginnings = { whole: Set<string>; open: Set<string> }

/** More beginnings than this are as good as any. */
const most = 400

/**
 * The words with which matches of a pattern of our word lists can begin, or null when it can begin with any word. The
 * patterns hold words, (a|b), (a)? (a)* (a)+, look-aheads, and `…` for words in between.
 */
export function firstWords(pattern: string, tolerant: boolean): ReadonlySet<string> | null {
  const found = group(pattern, new Set(['']), '', tolerant)
  if (found === null) return null
  const all = new Set([...found.whole, ...found.open])
  return all.has('') || all.size > most ? null : all
}

/**
 * Words of which every match of the pattern holds at least one, or null when no such words are known. Of several sets
 * the one with the fewest everyday words is taken: it tells the most.
 */
export function tellingWords(
  pattern: string,
  tolerant: boolean,
  everyday: ReadonlySet<string>
): ReadonlySet<string> | null {
  const cost = (words: ReadonlySet<string>): number =>
    [...words].reduce((sum, word) => sum + (everyday.has(word) ? 1000 : 1), 0)
  const all = new Set<string>()
  for (const alternative of alternativesOf(pattern)) {
    const sets = wordStarts(alternative)
      .map((at) => firstWords(alternative.slice(at), tolerant))
      .filter((words) => words !== null)
    const best = sets.sort((a, b) => cost(a) - cost(b))[0]
    if (!best) return null
    best.forEach((word) => all.add(word))
  }
  return all
}

/** The places outside all brackets where a word begins. */
function wordStarts(alternative: string): number[] {
  const starts = [0]
  let depth = 0
  for (let at = 0; at < alternative.length; at += 1) {
    if (alternative[at] === '(') depth += 1
    else if (alternative[at] === ')') depth -= 1
    else if (alternative[at] === ' ' && depth === 0 && alternative[at + 1] !== '?') starts.push(at + 1)
  }
  return starts
}

/** Cuts at the bars that stand outside all brackets. */
function alternativesOf(pattern: string): string[] {
  const out: string[] = []
  let depth = 0
  let from = 0
  for (let at = 0; at < pattern.length; at += 1) {
    if (pattern[at] === '(') depth += 1
    else if (pattern[at] === ')') depth -= 1
    else if (pattern[at] === '|' && depth === 0) {
      out.push(pattern.slice(from, at))
      from = at + 1
    }
  }
  return [...out, pattern.slice(from)]
}

const word = /[^\s()?*+|…[\]{}\\.]+/y

function sequence(pattern: string, begun: Set<string>, tolerant: boolean): Beginnings | null {
  const whole = new Set<string>()
  let open = begun
  for (let at = 0; at < pattern.length && open.size > 0;) {
    const atom = pattern[at]!
    if (atom === ' ') {
      if (open.has('') && pattern[at + 1] !== '?') return null
      open.forEach((each) => each !== '' && whole.add(each))
      if (pattern[at + 1] !== '?') open = new Set()
      at += pattern[at + 1] === '?' ? 2 : 1
    } else if (atom === '(') {
      const end = closing(pattern, at)
      const repeat = /[?*+]/.exec(pattern[end + 1] ?? '')?.[0] ?? ''
      const inside = pattern.slice(at + 1, end)
      at = end + 1 + repeat.length
      if (inside.startsWith('?')) {
        if (repeat !== '') return null
        continue
      }
      const found = group(inside, open, repeat, tolerant)
      if (found === null) return null
      found.whole.forEach((each) => whole.add(each))
      open = found.open
    } else {
      word.lastIndex = at
      const text = word.exec(pattern)?.[0]
      const next = pattern[at + (text?.length ?? 0)]
      if (text === undefined || (next !== undefined && '?*+{'.includes(next))) return null
      open = new Set([...open].flatMap((each) => spellings(text, tolerant).map((spelling) => each + spelling)))
      at += text.length
    }
    if (whole.size + open.size > most) return null
  }
  return { whole, open }
}

function group(inside: string, begun: Set<string>, repeat: string, tolerant: boolean): Beginnings | null {
  const whole = new Set<string>()
  const open = new Set<string>(repeat === '?' || repeat === '*' ? begun : [])
  let growing = begun
  // A repeated group may be entered again while its first word is unfinished; twice shows whether it ends.
  for (let turn = 0; growing.size > 0; turn += 1) {
    if (turn === 3) return null
    const next = new Set<string>()
    for (const alternative of alternativesOf(inside)) {
      const found = sequence(alternative, growing, tolerant)
      if (found === null) return null
      found.whole.forEach((each) => whole.add(each))
      found.open.forEach((each) => next.add(each))
    }
    next.forEach((each) => open.add(each))
    growing = repeat === '*' || repeat === '+' ? new Set([...next].filter((each) => !begun.has(each))) : new Set()
  }
  return { whole, open }
}

function closing(pattern: string, at: number): number {
  let depth = 0
  for (let end = at; end < pattern.length; end += 1) {
    if (pattern[end] === '(') depth += 1
    else if (pattern[end] === ')' && (depth -= 1) === 0) return end
  }
  return pattern.length
}

function spellings(text: string, tolerant: boolean): string[] {
  const plain = tolerant ? strip(text) : text
  return plain === text ? [text] : [text, plain]
}
