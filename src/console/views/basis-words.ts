import type { Words } from '../visit.ts'

/** How the rule table writes a law short: what stands behind each of these is among the words. */
const laws: readonly (readonly [RegExp, string])[] = [
  [/^ND(?<number>\d+\/\d+)/, 'decree'],
  [/^NQLT(?<number>\d+\/\d+)/, 'joint_resolution'],
  [/^Luat KN (?<number>\d+)/, 'complaints'],
  [/^Luat TC (?<number>\d+)/, 'denunciations'],
  [/^Luat TCD/, 'reception'],
  [/^Luat(?<number>\d+\/\d+)/, 'law'],
  [/^DVCQG indicator (?<number>[\d.]+)/, 'portal_indicator'],
  [/^indicator (?<number>[\d.]+)/, 'indicator'],
  [/^ward practice$/, 'ward_practice'],
]
const place = /^ D(?<article>\d+)(?:\.(?<clause>\d+))?(?<point>[a-zđ])?$/
const amended = /^ am\.(?<number>\d+\/\d+)?$/

/**
 * What stands behind a rule, as officials cite it: "khoản 3 Điều 3 Nghị định 59/2023" for `ND59/2023 D3.3`. What is written
 * in no known way stays as it is.
 */
export function basisWords(t: Words, basis: string): string {
  const isOld = basis.endsWith(' (legacy)')
  const text = isOld ? basis.slice(0, -' (legacy)'.length) : basis
  const found = laws.flatMap(([form, name]) => {
    const match = form.exec(text)
    return match === null ? [] : [{ name, rest: text.slice(match[0].length), number: match.groups?.['number'] ?? '' }]
  })[0]
  if (found === undefined) return basis
  const law = t(`law.cite.${found.name}`, { number: found.number })
  const parts = place.exec(found.rest)?.groups
  const change = amended.exec(found.rest)
  if (found.rest !== '' && parts === undefined && change === null) return basis
  const cited = ['point', 'clause', 'article'].flatMap((part) =>
    parts?.[part] ? [t(`law.cite.${part}`, { [part]: parts[part] })] : []
  )
  const since = change === null ? [] : [t(change.groups?.['number'] ? 'law.cite.amended_by' : 'law.cite.amended', { number: change.groups?.['number'] ?? '' })] // prettier-ignore
  return [...cited, law, ...since, ...(isOld ? [t('law.cite.old')] : [])].join(' ')
}
