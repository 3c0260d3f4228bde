import { newId } from '../../platform/ids.ts'
import { ok, refuse, type Result } from '../../platform/result.ts'
import { columnDate, isWardDate, wardDateOf } from '../../platform/ward-time.ts'
import type { Work } from '../work.ts'
import { isAmount, largestDong, normOn, type FundForm, type FundKind, type Norm } from './fund.ts'

export type NewEntry = {
  kind: FundKind | 'budget'
  form: FundForm
  amountDong: number
  givenDate: string
  letterId?: string | null
  /** Who handed it over, and to whom. Sealed. */
  handedBy?: string | null
  receipt?: string | null
  /** The key of the form it was typed in: the same form is entered once. */
  entryId?: string
}

/** Writes one gift, visit or deposit. A letter has one gift and one visit; pressed twice is refused. */
export async function recordFundEntry(
  work: Work,
  entry: NewEntry
): Promise<
  Result<
    { entryId: string },
    'not_an_amount' | 'not_a_date' | 'already_entered' | 'sent_twice' | 'over_the_balance' | 'no_such_letter'
  >
> {
  const { kind, form, amountDong, givenDate, letterId = null, entryId = newId() } = entry
  if (!isAmount(amountDong)) return refuse('not_an_amount')
  if (!isWardDate(givenDate) || givenDate > wardDateOf(work.now)) return refuse('not_a_date')
  if ((kind === 'budget') !== (form === 'deposit')) return refuse('not_an_amount')
  await work.db.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`fund:${work.wardId}`}, 3))`
  if ((await work.db.fundEntry.count({ where: { id: entryId } })) > 0) return refuse('sent_twice')
  if (form !== 'deposit' && (await balanceOf(work)) < amountDong) return refuse('over_the_balance')
  if (letterId !== null) {
    if ((await work.db.letter.count({ where: { id: letterId } })) === 0) return refuse('no_such_letter')
    const known = await work.db.fundEntry.count({ where: { letterId, form, voidedAt: null } })
    if (known > 0) return refuse('already_entered')
  }
  const { count } = await work.db.fundEntry.createMany({
    data: [
      {
        id: entryId,
        kind,
        form,
        amountDong,
        letterId,
        givenDate: columnDate(givenDate),
        handedBy: entry.handedBy ? work.seal.text(entry.handedBy.normalize('NFC').slice(0, 300)) : null,
        receipt: entry.receipt ? entry.receipt.normalize('NFC').slice(0, 60) : null,
        enteredById: work.actor.startsWith('official:') ? work.actor.slice('official:'.length) : null,
        enteredAt: work.now,
      },
    ],
    skipDuplicates: true,
  })
  if (count === 0) return refuse('sent_twice')
  work.audit('fund.entered', { entryId, kind, form, amountDong })
  return ok({ entryId })
}

async function balanceOf(work: Work): Promise<number> {
  const [row] = await work.db.$queryRaw<{ balance: bigint | null }[]>`
    select sum(case when form = 'deposit' then amount_dong else -amount_dong::bigint end)::bigint as balance
    from fund_entry where voided_at is null`
  return Number(row?.balance ?? 0)
}

/** A wrong entry stays in the book, struck out; the right one is written anew. */
export async function voidFundEntry(
  work: Work,
  { entryId }: { entryId: string }
): Promise<Result<void, 'not_in_the_book'>> {
  const voidedById = work.actor.startsWith('official:') ? work.actor.slice('official:'.length) : null
  const { count } = await work.db.fundEntry.updateMany({
    where: { id: entryId, voidedAt: null },
    data: { voidedAt: work.now, voidedById },
  })
  if (count === 0) return refuse('not_in_the_book')
  work.audit('fund.voided', { entryId })
  return ok()
}

/** The ward decides what a case of a kind is given from a day on; the decision is named. */
export async function keepFundNorm(
  work: Work,
  { kind, amountDong, effectiveFrom, source }: Norm & { source: string }
): Promise<Result<void, 'not_an_amount' | 'not_a_date' | 'source_missing'>> {
  if (!isAmount(amountDong) || amountDong > largestDong) return refuse('not_an_amount')
  if (!isWardDate(effectiveFrom)) return refuse('not_a_date')
  if (source.trim() === '') return refuse('source_missing')
  const from = columnDate(effectiveFrom)
  await work.db.fundNorm.deleteMany({ where: { kind, effectiveFrom: from } })
  await work.db.fundNorm.createMany({
    data: [{ id: newId(), kind, amountDong, effectiveFrom: from, source: source.trim() }],
  })
  work.audit('fund.norm_kept', { kind, amountDong, effectiveFrom })
  return ok()
}

export async function findNorms(work: Work): Promise<(Norm & { source: string })[]> {
  const rows = await work.db.fundNorm.findMany({ orderBy: [{ kind: 'asc' }, { effectiveFrom: 'desc' }] })
  return rows.map((row) => ({
    kind: row.kind as FundKind,
    amountDong: row.amountDong,
    effectiveFrom: row.effectiveFrom.toISOString().slice(0, 10),
    source: row.source,
  }))
}

export const normOf = async (work: Work, kind: FundKind): Promise<number | null> =>
  normOn(await findNorms(work), kind, wardDateOf(work.now))
