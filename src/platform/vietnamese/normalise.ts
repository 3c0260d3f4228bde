import { borrowsLookAlikes, latinLookAlike } from './look-alikes.ts'

export type Normalised = {
  text: string
  /** Where the character at this place of `text` began in the text as received. */
  originalOffset: (at: number) => number
}

const plain =
  /^[\n\x20-\x7e\u00c0-\u00cf\u00d1-\u00ef\u00f1-\u0130\u0132-\u017f\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9]*$/
const plainRun =
  /[\n\x20-\x7e\u00c0-\u00cf\u00d1-\u00ef\u00f1-\u0130\u0132-\u017f\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9]+/y
const cluster = /\r\n|\P{M}\p{M}*|\p{M}+/suy
const invisible =
  /^(?:[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]|[\ue000-\uf8ff])/u
const alwaysFolded = /^[ðÐɖƉƌıİɑ]$/
/** Marks that fit no letter: dropped, so that stripping keeps every place. */
const leftOverMarks = /[\u0300-\u036f]/g
const control = /^[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffd\ud800-\udfff]/u
const space = /^[\t\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\r]/
const dashes = /^[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]/
const styled = /^[\uff01-\uff5e\u2100-\u214f\u2460-\u24ff]|^[\u{1d400}-\u{1d7ff}]|^[\u{1f100}-\u{1f1e5}]/u

/** NFC, no invisible characters, plain spaces, dashes and look-alikes folded; every place still knows where it came from. */
export function normalise(received: string): Normalised {
  if (plain.test(received)) return { text: received, originalOffset: (at) => Math.min(at, received.length) }
  const fold = borrowsLookAlikes(received)
  const offsets: number[] = []
  let text = ''
  for (let at = 0; at < received.length;) {
    const end = plainUntil(received, at)
    text += received.slice(at, end)
    for (; at < end; at += 1) offsets.push(at)
    if (at === received.length) break
    cluster.lastIndex = at
    const [whole] = cluster.exec(received)!
    const folded = foldCluster(whole, fold)
    for (let n = 0; n < folded.length; n += 1) offsets.push(at)
    text += folded
    at += whole.length
  }
  return { text, originalOffset: (at) => offsets[at] ?? received.length }
}

/** The end of the letters from here on that stay as they are; the last one may still have a mark coming. */
function plainUntil(received: string, from: number): number {
  plainRun.lastIndex = from
  const end = plainRun.test(received) ? plainRun.lastIndex : from
  return end === received.length || end === from ? end : end - 1
}

function foldCluster(cluster: string, foldForeign: boolean): string {
  if (invisible.test(cluster)) return cluster.length > 1 ? foldCluster(cluster.slice(1), foldForeign) : ''
  if (cluster === '\r\n') return '\n'
  if (control.test(cluster)) return ''
  if (space.test(cluster)) return ' '
  if (dashes.test(cluster)) return '-'
  const base = String.fromCodePoint(cluster.codePointAt(0)!)
  const latin = styled.test(base) ? base.normalize('NFKC') : base
  const marks = cluster.slice(base.length).replace(/[^\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323]/g, '')
  const letter = foldForeign || alwaysFolded.test(latin) ? latinLookAlike(latin) : latin
  return (letter + marks.slice(0, 3)).normalize('NFC').replace(leftOverMarks, '')
}
