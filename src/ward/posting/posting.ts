/** The ten forms of making public (Luật 10/2022 Điều 12.1, a to k). */
export const postingForms = [
  'posting',
  'website',
  'loudspeaker',
  'neighbourhood_head',
  'document',
  'conference',
  'reception',
  'organisation',
  'social_network',
  'other',
] as const
export type PostingForm = (typeof postingForms)[number]

export const isPostingForm = (text: string): text is PostingForm => (postingForms as readonly string[]).includes(text)

export type Evidence = { form: PostingForm; fromDate: string; toDate: string | null }

/** Days something hung or sounded, the first and the last included; up to `today` where it still does. */
export function daysShown({ fromDate, toDate }: Evidence, today: string): number {
  const end = toDate !== null && toDate < today ? toDate : today
  return end < fromDate ? 0 : Math.round((Date.parse(end) - Date.parse(fromDate)) / 86_400_000) + 1
}

/**
 * Whether a form was kept long enough in one piece: several short pieces do not make "consecutive days".
 * `days`: what the rule table says.
 */
export const isLongEnough = (evidence: readonly Evidence[], form: PostingForm, days: number, today: string): boolean =>
  evidence.some((one) => one.form === form && daysShown(one, today) >= days)
