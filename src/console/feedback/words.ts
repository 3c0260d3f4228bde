import {
  authorities,
  feedbackFields,
  feedbackKinds,
  feedbackStatuses,
  outcomes,
  ratingReasons,
  refusalReasons,
  urgencies,
} from '../../ward/feedback/feedback.ts'
import type { TimeState } from '../../ward/feedback/feedback-clock.ts'
import type { Option } from '../views/forms.tsx'
import type { Tone } from '../views/parts.tsx'
import type { Words } from '../visit.ts'

type List = 'kind' | 'urgency' | 'authority' | 'outcome' | 'status' | 'refusal'

const lists: Readonly<Record<List, readonly string[]>> = {
  kind: feedbackKinds,
  urgency: urgencies,
  authority: authorities,
  outcome: outcomes,
  status: feedbackStatuses,
  refusal: refusalReasons,
}

/** A fixed list of ours as the choices of a form. */
export const optionsOf = (t: Words, list: List): Option[] =>
  lists[list].map((value) => ({ value, label: t(`feedback.desk.${list}.${value}`) }))

export const fieldOptions = (t: Words): Option[] =>
  feedbackFields.map((value) => ({ value, label: fieldWords(t, value) }))

export const fieldWords = (t: Words, field: string | null): string =>
  field === null ? '' : capital(t(`feedback.field.${field}`))

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

export const timeTones: Readonly<Record<TimeState, Tone>> = {
  in_time: 'good',
  due_soon: 'warn',
  overdue: 'bad',
  paused: 'plain',
  none: 'plain',
}

type Details = Readonly<Record<string, unknown>>

/** What a line of history says beside its name, in words: ours are translated, people's stand as they wrote them. */
export function detailsOf(t: Words, event: string, details: Details, names: ReadonlyMap<string, string>): string[] {
  const text = (name: string) => (typeof details[name] === 'string' && details[name] !== '' ? details[name] : null)
  const ours = (list: string, name = list) => {
    const word = text(name)
    return word === null ? [] : [t(`feedback.desk.${list}.${word}`)]
  }
  const person = (name: string) => {
    const id = text(name)
    return id === null ? [] : [names.get(id) ?? t('feedback.desk.somebody')]
  }
  const reason = text('reason')
  return [
    ...ours('kind'),
    ...(text('field') ? [fieldWords(t, text('field'))] : []),
    ...ours('urgency'),
    ...ours('authority'),
    ...(text('unit') ? [text('unit')!] : []),
    ...person('assigneeId'),
    ...person('officialId'),
    ...ours('outcome'),
    ...ours('visibility'),
    ...(text('why') && event === 'restricted' ? [t(`feedback.desk.restriction.${text('why')}`)] : []),
    ...(typeof details.score === 'number' ? [t(`feedback.score.${details.score}`)] : []),
    ...(text('ratingReason') ? [t(`feedback.reason.${text('ratingReason')}`)] : []),
    ...(details.unrated === true ? [t('feedback.desk.unrated')] : []),
    ...(text('mainCode') ? [text('mainCode')!] : []),
    ...['agency', 'number', 'note', 'text'].flatMap((name) => text(name) ?? []),
    ...(text('date') ? [t('feedback.desk.on_day', { date: text('date') })] : []),
    ...(reason === null ? [] : [reasonWords(t, event, reason)]),
  ]
}

function reasonWords(t: Words, event: string, reason: string): string {
  if (event === 'refuse') return t(`feedback.desk.refusal.${reason}`)
  return (ratingReasons as readonly string[]).includes(reason) ? t(`feedback.reason.${reason}`) : reason
}
