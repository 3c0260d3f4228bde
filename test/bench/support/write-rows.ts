import { stopNotice } from '../../../src/ward/notice/hold-notice.ts'
import { startNotice } from '../../../workers/start-notice.ts'
import { median } from './figures.ts'
import type { openTown } from './mass-town.ts'
import { measurePairs } from './pairs.ts'

type Town = Awaited<ReturnType<typeof openTown>>

/**
 * The rows of a notice as the worker writes them, beside a raw INSERT … SELECT of as many into a table of the same shape
 * and indexes, without row-level security: raw, ours, raw again. No worker runs meanwhile; what is written is taken away.
 */
export async function writeRows(town: Town, wanted: number, tries: number) {
  const { owner, wired, wardId } = town
  await owner.query('create table raw_delivery (like delivery including all)')
  const raw = async (): Promise<number> => {
    await owner.query('truncate raw_delivery')
    const started = performance.now()
    await owner.query(
      `insert into raw_delivery (ward_id, recipient_id, notice, slot, at, way)
       select ward_id, id, 1, (row_number() over (order by id) - 1)::int, now(), 'z' from conversation order by id`
    )
    return performance.now() - started
  }
  const empty = await bytesOf(town)
  const measure = async () => {
    const before = await raw()
    const { id } = await town.schedule()
    const started = performance.now()
    await startNotice(wired, wardId, id)
    const ours = performance.now() - started
    const bytes = (await bytesOf(town)) - empty
    const after = await raw()
    await wired.transact(wardId, 'operator', (work) => stopNotice(work, { noticeId: id }))
    await owner.query('truncate delivery, delivery_batch')
    return { ours, before, after, bytes }
  }
  await measure() // warms
  const pairs = await measurePairs(wanted, tries, measure)
  await owner.query('drop table raw_delivery')
  const { rows } = await owner.query<{ n: number }>('select count(*)::int as n from conversation')
  return {
    ...pairs,
    oursMs: median(pairs.judged.map((pair) => pair.ours)),
    waitingBytes: median(pairs.judged.map((pair) => pair.bytes)) / rows[0]!.n,
  }
}

const bytesOf = async ({ owner }: Town): Promise<number> =>
  Number((await owner.query<{ n: string }>(`select pg_total_relation_size('delivery') as n`)).rows[0]!.n)
