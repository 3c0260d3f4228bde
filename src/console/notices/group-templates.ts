import { isOccasionName, occasionNames, type TemplateName } from '../../ward/notice/notice-occasion.ts'
import type { KeptTemplate } from '../../ward/notice/notice-template.ts'

/** What templates are for, in the order of the page: what an official writes, then the occasions by their matter. */
const groups = ['written', 'meeting', 'election', 'disclosure', 'consultation', 'reception'] as const
export type TemplateGroup = (typeof groups)[number]

/** Occasions are named after their matter: `meeting_invite`. */
export const groupOfTemplate = (name: TemplateName): TemplateGroup =>
  (isOccasionName(name) && groups.find((group) => name.startsWith(`${group}_`))) || 'written'

/** Templates of occasions stand in the order in which the occasions come. */
const placeOf = ({ kind }: KeptTemplate): number => (isOccasionName(kind) ? occasionNames.indexOf(kind) : -1)

/** The templates by what they are for; a group without templates is left out. */
export const groupTemplates = (templates: readonly KeptTemplate[]) =>
  groups
    .map((group) => ({
      group,
      of: templates
        .filter(({ kind }) => groupOfTemplate(kind) === group)
        .sort((a, b) => placeOf(a) - placeOf(b) || b.version - a.version),
    }))
    .filter(({ of }) => of.length > 0)
