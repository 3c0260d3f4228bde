import type { DossierStatus } from '../../ward/dossier/dossier.ts'
import { parseDossierCode } from '../../ward/dossier/dossier-code.ts'
import { strip } from '../../platform/vietnamese/strip.ts'
import { syllables } from '../../platform/vietnamese/syllables.ts'
import { wardDateOf } from '../../platform/ward-time.ts'
import type { Meaning } from '../../understanding/meaning.ts'

/** What somebody wants of a dossier, read from one message. */
export type DossierWish = {
  codes: readonly string[]
  /** The first code whose date of receipt cannot be. */
  doubtful: { code: string; why: 'no_such_date' | 'future_date' } | null
  /** The last four digits of a phone, where the message gives them. */
  digits: string | null
  /** Digits were given, but not four of them. */
  otherDigits: boolean
  about: 'withdraw' | 'lost_receipt' | 'delay' | 'yes' | 'no' | { explain: DossierStatus } | null
}

/** `expectsDigits`: four digits were just asked for, so four digits alone are the answer. */
export function readDossierWish(meaning: Meaning, now: Date, expectsDigits = false): DossierWish {
  const { dossierCodes, phones } = meaning.entities
  const rest = withoutCodes(meaning.text, dossierCodes)
  const plain = syllables(strip(rest)).map(({ text }) => text)
  const digits = readDigits(rest, plain, phones, expectsDigits)
  return {
    codes: dossierCodes,
    doubtful: firstDoubt(meaning, now),
    digits,
    otherDigits: digits === null && plain.length > 0 && plain.every((word) => /^\d+$/.test(word)),
    about: aboutOf(` ${plain.join(' ')} `, meaning),
  }
}

function firstDoubt({ entities }: Meaning, now: Date): DossierWish['doubtful'] {
  for (const code of entities.dossierCodes) {
    const why =
      parseDossierCode(code, wardDateOf(now))?.doubt ??
      (entities.doubtfulDossierCodes.includes(code) ? 'no_such_date' : null)
    if (why !== null) return { code, why }
  }
  return null
}

/** The message without the codes in it, however sloppily they were typed (o for 0, l for 1, spaces for dots). */
function withoutCodes(text: string, codes: readonly string[]): string {
  const gap = '[^\\p{L}\\p{N}]{0,5}'
  return codes.reduce((left, code) => {
    const letters = [...code.replace(/[^A-Z0-9]/g, '')].map((char) =>
      char === '0' ? '[0o]' : char === '1' ? '[1li|]' : char
    )
    return left.replace(new RegExp(letters.join(gap), 'giu'), ' ')
  }, text.normalize('NFC'))
}

const proofWords = /so cuoi|so duoi|duoi|cuoi cung|dien thoai|sdt|dt|digits|phone|last/
const filler = new Set(
  'da vang thua a la em anh chi toi tui minh chau con bac co chu nhe nha oi day do ne so cuoi thi is the'.split(' ')
)
const spoken: Record<string, string> = {
  khong: '0', mot: '1', hai: '2', ba: '3', bon: '4', tu: '4', nam: '5', lam: '5', sau: '6', bay: '7', bảy: '7', tam: '8', chin: '9',
} // prettier-ignore

function readDigits(
  rest: string,
  plain: readonly string[],
  phones: readonly string[],
  expectsDigits: boolean
): string | null {
  const isNamed = proofWords.test(plain.join(' '))
  if (phones.length > 0) return expectsDigits || isNamed ? phones[0]!.slice(-4) : null
  const words = plain.filter((word) => !filler.has(word))
  const isShort = words.length <= (expectsDigits ? 6 : 3)
  if (!isShort && !isNamed) return null
  const onlyDigits =
    expectsDigits && words.every((word) => /^\d+$/.test(word) || word in spoken) && !/\d\/\d/.test(rest)
  return fourInOne(rest) ?? (onlyDigits || isNamed ? fourApart(words) : null)
}

/** "4567", "o567"; not the year of a date. */
function fourInOne(rest: string): string | null {
  const found = [...strip(rest).matchAll(/(?<![\p{L}\p{N}]|\d[/.-]|nam )([0-9o]{4})(?![\p{L}\p{N}]|[/-]\d)/gu)]
    .map(([, group]) => group!)
    .filter((group) => /\d.*\d/.test(group))
  return found.length === 1 ? found[0]!.replaceAll('o', '0') : null
}

/** "4 5 6 7", "45 67", "bốn năm sáu bảy", and the same after "4 số cuối là". */
function fourApart(words: readonly string[]): string | null {
  const digits = words.map((word) => (/^\d{1,3}$/.test(word) ? word : (spoken[word] ?? '.')))
  const runs = digits
    .join('')
    .split('.')
    .filter((run) => run.length >= 4)
  if (runs.length !== 1) return null
  const run = runs[0]!
  // "4 số 4567" said apart: the leading count is no digit of the phone
  if (run.length === 4) return run
  return run.length === 5 && run.startsWith('4') ? run.slice(1) : null
}

const meaningAsked =
  / (nghia la|la gi|la sao|the nao la|nghia gi|co nghia|hieu sao|mean|means|la lam sao|phai lam gi|lam gi tiep) /
const statusWords: readonly (readonly [DossierStatus, RegExp])[] = [
  ['awaiting_papers', / (bo sung|thieu giay|additional papers|more papers) /],
  ['awaiting_payment', / (nghia vu tai chinh|nop le phi|nop phi|thanh toan|financial obligation) /],
  ['not_accepted', / (khong duoc tiep nhan|khong tiep nhan|tu choi|not accepted|refused) /],
  ['withdrawn', / (rut ho so|da rut|withdrawn) /],
  ['stopped', / (dung xu ly|dung giai quyet|bi dung|stopped) /],
  ['returned', / (da tra ket qua|returned) /],
  ['done', / (xu ly xong|giai quyet xong|da xong|co ket qua|done) /],
  ['in_progress', / (dang xu ly|dang giai quyet|dang thu ly|in progress) /],
  ['newly_registered', / (moi dang ky|cho tiep nhan|newly registered) /],
  ['received', / (tiep nhan|da nhan|received) /],
]
const withdrawing =
  / (rut (lai |luon |giup |dum |bo )?(cai |bo |cac )?(ho so|don|giay to|hs)|xin rut|muon rut|withdraw) /
const lost =
  / (mat (cai |to |luon |tieu )?(giay|bien nhan|phieu|to)|lam mat|that lac|quen (ma|so|mat ma)|(khong|ko|k|hong|chua|chang|khg|hok|no) (con |co |nho |biet |thay )+(cai |to )?(ma|giay|bien nhan|so|phieu)|(giay hen|bien nhan|phieu|giay) (lac|roi|mat|thua|de dau)|lost|no receipt|forgot) /
const delayed =
  / (tre|qua hen|qua han|tre hen|lau qua|lau the|lau vay|lau roi|cho mai|cham|chua (co|xong|thay|duoc|tra)|van chua|sao chua|im re|late|delay) /
const yes = / (co|vang|da vang|da|u|uh|um|ok|oke|okie|dong y|yes|duoc) /
const no = / (thoi|khoi|khong can|ko can|k can|khong|khoi can|no|no thanks) /

function aboutOf(plain: string, { intent }: Meaning): DossierWish['about'] {
  const short = plain.trim().split(' ').length <= 3
  if (meaningAsked.test(plain)) {
    const asked = statusWords.find(([, words]) => words.test(plain))
    if (asked) return { explain: asked[0] }
  }
  if (withdrawing.test(plain)) return 'withdraw'
  if (lost.test(plain)) return 'lost_receipt'
  if (delayed.test(plain)) return 'delay'
  if (intent === 'deny' || (short && no.test(plain))) return 'no'
  if (intent === 'affirm' || (short && yes.test(plain))) return 'yes'
  return null
}
