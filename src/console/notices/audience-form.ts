import { atWardTime, isClock, isWardDate } from '../../platform/ward-time.ts'
import type { Audience } from '../../ward/notice/audience.ts'
import type { NoticeRow } from '../../ward/notice/find-notice.ts'
import { isNoticeTopic, choosableTopics } from '../../ward/notice/notice-topic.ts'
import { ticked, typed, type Fault, type Form } from '../form.ts'

/** How an official thinks of whom a notice is for. */
export const whoms = ['everyone', 'households', 'topics', 'household_heads', 'neighbourhood_heads', 'list'] as const
export type Whom = (typeof whoms)[number]

export function whomOf(audience: Audience): Whom {
  if (audience.citizens !== undefined) return 'list'
  if ((audience.topics ?? []).length > 0) return 'topics'
  if (audience.roles?.includes('neighbourhood_head')) return 'neighbourhood_heads'
  if (audience.roles?.includes('head_of_household')) return 'household_heads'
  return audience.households ? 'households' : 'everyone'
}

type Read = { audience: Audience; topic: string | null; sendAt: Date | null; faults: Fault[] }

/** `list`: the people a file named, when one came with the form. */
export function audienceFrom(form: Form, notice: NoticeRow, list: readonly string[] | null): Read {
  const whom = whoms.find((one) => one === typed(form, 'whom'))
  const faults: Fault[] = []
  if (whom === undefined) faults.push({ field: 'whom', say: 'console.fault.choose' })
  const neighbourhoods = ticked(form, 'neighbourhoods').filter((one) => /^[0-9a-f-]{36}$/i.test(one))
  const topics = ticked(form, 'topics').filter((topic) => (choosableTopics as readonly string[]).includes(topic))
  const citizens = list ?? notice.audience.citizens ?? []
  if (whom === 'topics' && topics.length === 0) faults.push({ field: 'topics', say: 'console.fault.choose' })
  if (whom === 'list' && citizens.length === 0) faults.push({ field: 'file', say: 'console.fault.file_missing' })
  const audience: Audience = {
    ...(neighbourhoods.length > 0 ? { neighbourhoods } : {}),
    ...(whom === 'households' ? { households: true } : {}),
    ...(whom === 'topics' ? { topics } : {}),
    ...(whom === 'household_heads' ? { roles: ['head_of_household'] as const } : {}),
    ...(whom === 'neighbourhood_heads' ? { roles: ['neighbourhood_head'] as const } : {}),
    ...(whom === 'list' ? { citizens } : {}),
    ...(whom === 'list' && list === null && notice.audience.households ? { households: true } : {}),
    ...given(notice.audience, ['spared', 'toldBy', 'onlyNamed', 'untold', 'declinedOf']),
    ...visitsFrom(form, notice.audience),
  }
  const about = typed(form, 'topic')
  return { audience, topic: isNoticeTopic(about) ? about : notice.topic, sendAt: hourFrom(form, faults), faults }
}

/** What no form asks: it stays as it was. */
const given = (audience: Audience, parts: readonly (keyof Audience)[]): Audience =>
  Object.fromEntries(parts.flatMap((part) => (audience[part] === undefined ? [] : [[part, audience[part]]])))

/** A box that is not ticked leaves it as it was: a reminder that goes to no door still goes to none. */
const visitsFrom = (form: Form, { visits }: Audience): Pick<Audience, 'visits'> =>
  ticked(form, 'visits').length > 0 ? { visits: true } : visits === false ? { visits } : {}

/** An hour ahead, or as soon as it is approved where nothing is typed. */
function hourFrom(form: Form, faults: Fault[]): Date | null {
  const [date, clock] = [typed(form, 'send_date').trim(), typed(form, 'send_clock').trim()]
  if (date === '' && clock === '') return null
  if (!isWardDate(date)) faults.push({ field: 'send_date', say: 'console.fault.not_a_day' })
  if (!isClock(clock)) faults.push({ field: 'send_clock', say: 'notice.desk.not_a_clock' })
  return isWardDate(date) && isClock(clock) ? atWardTime(date, clock) : null
}
