import type { Words } from '../visit.ts'

type Reading = readonly [RegExp, (t: Words, found: Readonly<Record<string, string>>) => string]

/** How the rule table writes what is no clock, and what it says to an official. */
const readings: readonly Reading[] = [
  [
    /^(?<who>\w+)(?:\*(?<whole>\d+))?(?<than>>=?)(?:(?<part>\d+)\*)?total$/,
    (t, { who = '', whole = '1', than, part = '1' }) =>
      t(than === '>' ? 'law.threshold.more_than' : 'law.threshold.at_least', {
        ...{ share: `${part}/${whole}`, who: t(`law.threshold.share.${plain(who)}`) },
      }),
  ],
  [/^age>=(?<n>\d+)$/, (t, { n = '' }) => t('law.threshold.least_age', { n })],
  [/^candidates>=(?<n>\d+)$/, (t, { n = '' }) => t('law.threshold.least_candidates', { n })],
  [/^count<=(?<n>\d+)$/, (t, { n = '' }) => t('law.threshold.most_times', { n })],
  [/^(?<n>\d+) complex$/, (t, { n = '' }) => t('law.threshold.complex', { n })],
  [/^(?<n>\d+) verify$/, (t, { n = '' }) => t('law.threshold.verify', { n })],
  [/^\+(?<n>\d+)\/\+(?<m>\d+)$/, (t, { n = '', m = '' }) => t('law.threshold.longer_twice', { n, m })],
  [/^\+(?<n>\d+)(?: once)?$/, (t, { n = '' }) => t('law.threshold.longer', { n })],
  [/^(?<from>\d\d:\d\d)-(?<to>\d\d:\d\d)$/, (t, { from = '', to = '' }) => t('law.threshold.hours', { from, to })],
  [
    /^(?<m1>\d\d)-(?<d1>\d\d)\.\.(?<m2>\d\d)-(?<d2>\d\d)$/,
    (t, { m1 = '', d1 = '', m2 = '', d2 = '' }) =>
      t('law.threshold.lunar_days', { from: `${d1}/${m1}`, to: `${d2}/${m2}` }),
  ],
  [
    /^(?<ages>\d+(?: \d+)*) (?<last>\d+)\+$/,
    (t, { ages = '', last = '' }) => t('law.threshold.ages', { ages: ages.replaceAll(' ', ', '), last }),
  ],
]

const plain = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

/** "ít nhất 2/3 tổng số hộ tán thành" for `yes*3>=2*total`. What is written in no known way stays as it is. */
export function thresholdWords(t: Words, threshold: string): string {
  for (const [form, say] of readings) {
    const groups = form.exec(threshold)?.groups
    if (groups !== undefined) return say(t, Object.fromEntries(Object.entries(groups).filter(([, one]) => one)))
  }
  return threshold
}
