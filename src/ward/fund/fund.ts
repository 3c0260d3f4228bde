/** The social-security fund behind gifts and visits. Amounts are whole đồng. */
export type FundKind = 'birth' | 'marriage' | 'condolence' | 'longevity'
export const fundKinds: readonly FundKind[] = ['birth', 'marriage', 'condolence', 'longevity']

/** gift: brought or given · visit: phúng viếng · deposit: money that comes into the fund. */
export type FundForm = 'gift' | 'visit' | 'deposit'
export const spendingForms: readonly FundForm[] = ['gift', 'visit']

export type Entry = { kind: FundKind | 'budget'; form: FundForm; amountDong: number; caseId: string; givenDate: string }

export type FundReport = {
  until: string
  cases: Readonly<Record<FundKind, number>>
  spentOf: Readonly<Record<FundKind, number>>
  allCases: number
  spentDong: number
  depositedDong: number
  balanceDong: number
}

/**
 * "Tính đến ngày …": cases and sums from the first day of the span to `until`; the balance is what is left of every entry
 * until then, for the money of one year is still there in the next. A case given twice is one case.
 */
export function sumUp(entries: readonly Entry[], from: string, until: string): FundReport {
  const cases: Record<FundKind, Set<string>> = {
    birth: new Set(),
    marriage: new Set(),
    condolence: new Set(),
    longevity: new Set(),
  }
  const spentOf: Record<FundKind, number> = { birth: 0, marriage: 0, condolence: 0, longevity: 0 }
  let depositedDong = 0
  let balanceDong = 0
  for (const { kind, form, amountDong, caseId, givenDate } of entries) {
    if (givenDate > until) continue
    balanceDong += form === 'deposit' ? amountDong : -amountDong
    if (givenDate < from) continue
    if (form === 'deposit') depositedDong += amountDong
    else if (kind !== 'budget') {
      cases[kind].add(caseId)
      spentOf[kind] += amountDong
    }
  }
  const spentDong = fundKinds.reduce((sum, kind) => sum + spentOf[kind], 0)
  const counted = {
    birth: cases.birth.size,
    marriage: cases.marriage.size,
    condolence: cases.condolence.size,
    longevity: cases.longevity.size,
  }
  return {
    until,
    cases: counted,
    spentOf,
    allCases: fundKinds.reduce((sum, kind) => sum + counted[kind], 0),
    spentDong,
    depositedDong,
    balanceDong,
  }
}

export type Norm = { kind: FundKind; amountDong: number; effectiveFrom: string }

/** What a case is given on a day: the latest decision in force. Null where the ward has decided nothing. */
export function normOn(norms: readonly Norm[], kind: FundKind, date: string): number | null {
  const inForce = norms.filter((norm) => norm.kind === kind && norm.effectiveFrom <= date)
  return inForce.sort((a, b) => b.effectiveFrom.localeCompare(a.effectiveFrom))[0]?.amountDong ?? null
}

/** The largest single entry that is believed: more is a typing error, not a gift. */
export const largestDong = 2_000_000_000
export const isAmount = (amountDong: number): boolean =>
  Number.isSafeInteger(amountDong) && amountDong > 0 && amountDong <= largestDong
