import { columnDate } from '../../platform/ward-time.ts'
import type { Work } from '../work.ts'
import { sumUp, type Entry, type FundForm, type FundKind, type FundReport } from './fund.ts'

/** The fund from the first of January to a day: cases and sums; and its balance on that day. Names nobody; the public page shows this and no more. */
export async function reportFund(work: Work, { until }: { until: string }): Promise<FundReport> {
  const from = `${until.slice(0, 4)}-01-01`
  const rows = await work.db.fundEntry.findMany({
    where: { voidedAt: null, givenDate: { lte: columnDate(until) } },
    select: { id: true, kind: true, form: true, amountDong: true, letterId: true, givenDate: true },
  })
  const entries = rows.map((row): Entry => ({
    kind: row.kind as FundKind | 'budget',
    form: row.form as FundForm,
    amountDong: row.amountDong,
    caseId: row.letterId ?? row.id,
    givenDate: row.givenDate.toISOString().slice(0, 10),
  }))
  return sumUp(entries, from, until)
}

export type FundLine = Omit<Entry, 'caseId'> & {
  id: string
  letterId: string | null
  handedBy: string | null
  receipt: string | null
  voided: boolean
}

/** The book itself, the newest first, for officials who keep it; or what was given in the case of one letter. `after`: the entry a page ended with. */
export async function listFundEntries(
  work: Work,
  { letterId, after, take }: { letterId?: string; after?: string; take?: number } = {}
): Promise<FundLine[]> {
  const where = letterId === undefined ? {} : { letterId }
  const page = {
    ...(after === undefined ? {} : { cursor: { id: after }, skip: 1 }),
    ...(take === undefined ? {} : { take }),
  }
  const rows = await work.db.fundEntry.findMany({ where, orderBy: [{ givenDate: 'desc' }, { id: 'desc' }], ...page })
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind as FundKind | 'budget',
    form: row.form as FundForm,
    amountDong: row.amountDong,
    givenDate: row.givenDate.toISOString().slice(0, 10),
    letterId: row.letterId,
    handedBy: row.handedBy === null ? null : work.seal.openText(row.handedBy),
    receipt: row.receipt,
    voided: row.voidedAt !== null,
  }))
}
