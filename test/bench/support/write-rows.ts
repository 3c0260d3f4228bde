import { stopNotice } from '../../../src/ward/notice/hold-notice.ts'
import { startNotice } from '../../../workers/start-notice.ts'
import { median, round } from './figures.ts'
import type { openTown } from './mass-town.ts'

type Town = Awaited<ReturnType<typeof openTown>>

/**
 * The rows of a notice as the worker writes them, beside a raw INSERT … SELECT of as many into a table of the same shape
 * and indexes, without row-level security: raw, ours, raw again. No worker runs meanwhile; what is written is taken away.
 */
export async function writeRows(town: Town, rounds: number) {
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
  const pairs: { ours: number; raw: number; again: number; bytes: number }[] = []
  for (let n = 0; n <= rounds; n++) {
    const first = await raw()
    const { id } = await town.schedule()
    const started = performance.now()
    await startNotice(wired, wardId, id)
    const ours = performance.now() - started
    const bytes = (await bytesOf(town)) - empty
    const again = await raw()
    if (n > 0) pairs.push({ ours, raw: first, again, bytes }) // the first warms
    await wired.transact(wardId, 'operator', (work) => stopNotice(work, { noticeId: id }))
    await owner.query('truncate delivery, delivery_batch')
  }
  await owner.query('drop table raw_delivery')
  const { rows } = await owner.query<{ n: number }>('select count(*)::int as n from conversation')
  return {
    oursMs: median(pairs.map((pair) => pair.ours)),
    rawMs: median(pairs.map((pair) => (pair.raw + pair.again) / 2)),
    ratio: round(median(pairs.map((pair) => pair.ours / ((pair.raw + pair.again) / 2)))),
    control: round(median(pairs.map((pair) => pair.again / pair.raw))),
    waitingBytes: median(pairs.map((pair) => pair.bytes)) / rows[0]!.n,
  }
}

const bytesOf = async ({ owner }: Town): Promise<number> =>
  Number((await owner.query<{ n: string }>(`select pg_total_relation_size('delivery') as n`)).rows[0]!.n)
