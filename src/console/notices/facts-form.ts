import { isClock, isWardDate } from '../../platform/ward-time.ts'
import { isCategory } from '../../ward/disclosure/disclosure.ts'
import type { Facts, NoticeField } from '../../ward/notice/notice-kind.ts'
import { typed, type Fault, type Form } from '../form.ts'

/** What was filled in, without what was left empty, and what of it has to be mended. */
export function readFacts(fields: readonly NoticeField[], form: Form): { facts: Facts; faults: Fault[] } {
  const facts: Facts = Object.fromEntries(
    fields
      .map(({ name }) => [name, typed(form, name).normalize('NFC').trim()] as const)
      .filter(([, text]) => text !== '')
  )
  const faults = fields.flatMap((field) => {
    const say = faultOf(field, facts[field.name] ?? '')
    return say === null ? [] : [{ field: field.name, say }]
  })
  return { facts, faults }
}

function faultOf({ shape, required, most = 1_000 }: NoticeField, text: string): string | null {
  if (text === '') return required ? 'console.fault.missing' : null
  if (shape === 'date' && !isWardDate(text)) return 'console.fault.not_a_day'
  if (shape === 'clock' && !isClock(text)) return 'notice.desk.not_a_clock'
  if (shape === 'category' && !isCategory(text)) return 'console.fault.choose'
  return text.length > most ? 'console.fault.too_long' : null
}
