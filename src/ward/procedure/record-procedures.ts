import type { Work } from '../work.ts'
import { checkProcedure, type ProcedureFault } from './check-procedure.ts'
import type { ProcedureFeed } from './procedure.ts'
import { columnDate } from '../../platform/ward-time.ts'

export type ProceduresRecorded = {
  written: number
  changed: number
  faults: { index: number; fault: ProcedureFault }[]
}

/**
 * Rows of the catalogue from an import or the reference list, by number and the day they take effect: the same row again
 * changes nothing, another text replaces it and loses its confirmation. A new row ends the one before it the day before.
 */
export async function recordProcedures(work: Work, feeds: readonly ProcedureFeed[]): Promise<ProceduresRecorded> {
  const result: ProceduresRecorded = { written: 0, changed: 0, faults: [] }
  const isFirst = await findFirsts(work, feeds)
  const firsts: ProcedureFeed[] = []
  for (const [index, feed] of feeds.entries()) {
    const fault = checkProcedure(feed)
    if (fault !== null) {
      result.faults.push({ index, fault })
      continue
    }
    if (isFirst(feed)) {
      firsts.push(feed)
      continue
    }
    const outcome = await recordOne(work, feed)
    if (outcome !== 'same') result[outcome]++
  }
  for (let from = 0; from < firsts.length; from += atOnce) {
    const data = firsts.slice(from, from + atOnce).map((feed) => ({ ...columnsOf(feed), updatedAt: work.now }))
    result.written += (await work.db.procedure.createMany({ data })).count
  }
  if (result.written + result.changed > 0) {
    work.audit('procedure.recorded', { written: result.written, changed: result.changed })
  }
  return result
}

const atOnce = 500

/** The only row of its number, here and in the catalogue, ends no other and is compared with none: a new ward has many of them. */
async function findFirsts(work: Work, feeds: readonly ProcedureFeed[]): Promise<(feed: ProcedureFeed) => boolean> {
  const numbers = feeds.map(({ number }) => number)
  const seen = new Set<number>()
  const twice = new Set(numbers.filter((number) => seen.size === seen.add(number).size))
  const rows = await work.db.procedure.findMany({ where: { number: { in: numbers } }, select: { number: true } })
  const known = new Set(rows.map(({ number }) => number))
  return ({ number }) => !known.has(number) && !twice.has(number)
}

async function recordOne(work: Work, feed: ProcedureFeed): Promise<'written' | 'changed' | 'same'> {
  const data = columnsOf(feed)
  const known = await work.db.procedure.findFirst({ where: { number: feed.number, effectiveFrom: data.effectiveFrom } })
  if (known === null) {
    await endBefore(work, feed.number, data.effectiveFrom)
    await work.db.procedure.create({ data: { ...data, updatedAt: work.now } })
    return 'written'
  }
  const isSame = (Object.keys(data) as (keyof typeof data)[]).every(
    (name) => JSON.stringify(known[name]) === JSON.stringify(data[name])
  )
  if (isSame) return 'same'
  await work.db.procedure.updateMany({
    where: { id: known.id },
    data: { ...data, confirmedById: null, confirmedAt: null, updatedAt: work.now },
  })
  return 'changed'
}

/** What is in force when a newer row takes effect ends the day before. */
export async function endBefore(work: Work, number: number, effectiveFrom: Date): Promise<void> {
  const eve = new Date(effectiveFrom.getTime() - 86_400_000)
  await work.db.procedure.updateMany({
    where: { number, effectiveFrom: { lt: effectiveFrom }, OR: [{ effectiveTo: null }, { effectiveTo: { gt: eve } }] },
    data: { effectiveTo: eve, updatedAt: work.now },
  })
}

/** The columns of a feed; texts in NFC. */
export function columnsOf(feed: ProcedureFeed) {
  const nfc = (text: string) => text.normalize('NFC').trim()
  return {
    number: feed.number,
    code: feed.code,
    name: nfc(feed.name),
    field: nfc(feed.field),
    department: feed.department === null ? null : nfc(feed.department),
    deadlineText: nfc(feed.deadlineText),
    deadlineWorkingDays: feed.deadlineWorkingDays,
    cutOff15h: feed.cutOff15h,
    feeText: nfc(feed.feeText),
    feeDong: feed.feeDong,
    documents: feed.documents.map(nfc),
    whereToDo: feed.whereToDo === null ? null : nfc(feed.whereToDo),
    onlineLevel: feed.onlineLevel,
    interlink: feed.interlink,
    onTheSpot: feed.onTheSpot,
    aliases: feed.aliases.map(nfc),
    source: nfc(feed.source),
    confidence: feed.confidence,
    effectiveFrom: columnDate(feed.effectiveFrom),
    effectiveTo: feed.effectiveTo ? columnDate(feed.effectiveTo) : null,
  }
}
