const firstLetter = 0xc0
const lastLetter = 0x1eff
const bases = baseLetters()

/** Lower case, without Vietnamese marks, đ → d: the same for NFC and NFD. The search key of every name and word. */
export function strip(text: string): string {
  const lower = text.toLowerCase()
  let out = ''
  let kept = 0
  for (let at = 0; at < lower.length; at += 1) {
    const code = lower.charCodeAt(at)
    if (code < firstLetter || code > lastLetter) continue
    const base = bases[code - firstLetter]
    if (base === undefined) continue
    out += lower.slice(kept, at) + base
    kept = at + 1
  }
  return kept === 0 ? lower : out + lower.slice(kept)
}

/** Whether stripping a lower-case text would change it. */
export function hasMarks(lower: string): boolean {
  for (let at = 0; at < lower.length; at += 1) {
    const code = lower.charCodeAt(at)
    if (code >= firstLetter && code <= lastLetter && bases[code - firstLetter] !== undefined) return true
  }
  return false
}

/** What each marked letter is without its marks; combining marks become nothing, and no letter becomes two. */
function baseLetters(): (string | undefined)[] {
  const table: (string | undefined)[] = []
  for (let code = firstLetter; code <= lastLetter; code += 1) {
    const letter = String.fromCharCode(code)
    const base = letter === 'đ' ? 'd' : letter.normalize('NFD').replace(/[\u0300-\u036f]/g, '')
    table.push(base === letter || base.length > 1 ? undefined : base)
  }
  return table
}
