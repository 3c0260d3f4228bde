import { fieldsOfKind } from '../../ward/notice/notice-kind.ts'
import { isOccasionName, occasions, type TemplateName } from '../../ward/notice/notice-occasion.ts'
import { recipientBlanks } from '../../ward/notice/notice-words.ts'
import type { Words } from '../visit.ts'

const blanksOf = (name: TemplateName): readonly string[] =>
  isOccasionName(name)
    ? occasions[name].blanks
    : [...fieldsOfKind[name].map((field) => field.name), ...(name === 'general' ? ['about'] : [])]

/** What a template is called. */
export const nameOfTemplate = (t: Words, name: TemplateName): string =>
  isOccasionName(name) ? t(`notice.occasion.${name}`) : t(`notice.kind.${name}`)

/** What a blank is called: those of the recipient and the ward, and the fields of a kind or an occasion. */
function namesOf(t: Words, kind: TemplateName | null): Map<string, string> {
  const names = new Map(
    [...recipientBlanks, 'ward' as const].map((name) => [name as string, t(`notice.desk.blank.${name}`)])
  )
  for (const name of kind === null ? [] : blanksOf(kind)) names.set(name, t(`notice.desk.field.${name}`))
  return names
}

/** Words for an official's eyes: "{{household}}" stands there as "[tên chủ hộ]". */
export function showBlanks(t: Words, text: string, kind: TemplateName | null = null): string {
  const names = namesOf(t, kind)
  return text.replace(/\{\{\s*(\w+)\s*\}\}/g, (whole, name: string) =>
    names.has(name) ? `[${names.get(name)}]` : whole
  )
}

/** What was typed, with its blanks as they are kept. Brackets that name no blank stay as they are. */
export function readBlanks(t: Words, text: string, kind: TemplateName | null = null): string {
  const known = new Map([...namesOf(t, kind)].map(([name, label]) => [label.toLowerCase(), name]))
  return text.normalize('NFC').replace(/\[([^\]\n]+)\]/g, (whole, label: string) => {
    const name = known.get(label.trim().toLowerCase())
    return name === undefined ? whole : `{{${name}}}`
  })
}
