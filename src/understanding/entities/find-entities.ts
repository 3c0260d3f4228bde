import { wardDateOf } from '../../platform/ward-time.ts'
import type { Entities } from '../meaning.ts'
import { takeAmount } from './amounts.ts'
import { takeCodes } from './codes.ts'
import { anyDay, takeDate } from './dates.ts'
import { findNeighbourhood } from './neighbourhood.ts'
import { openPage, type Span } from './page.ts'
import { takePhones } from './phones.ts'
import { takeTime } from './times.ts'

export type Found = { entities: Entities; spans: readonly Span[] }

/** Everything in a message that is a code, a number, a day or a place. Works on normalised text; pure. */
export function findEntities(normalised: string, now: Date): Found {
  const page = openPage(normalised)
  const codes = takeCodes(page)
  const phones = takePhones(page)
  const neighbourhood = findNeighbourhood(page, normalised)
  const amountDong = takeAmount(page)
  const time = takeTime(page)
  const date = page.has(anyDay) ? takeDate(page, wardDateOf(now)) : undefined
  const entities: Entities = { ...codes, ...phones }
  if (date !== undefined) entities.date = date
  if (time !== undefined) entities.time = time
  if (neighbourhood !== undefined) entities.neighbourhood = neighbourhood
  if (amountDong !== undefined) entities.amountDong = amountDong
  return { entities, spans: page.spans.sort((a, b) => a.start - b.start) }
}
