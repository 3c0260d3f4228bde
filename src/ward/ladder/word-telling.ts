import { readFileSync } from 'node:fs'
import path from 'node:path'
import { parse } from 'yaml'
import type { NoticeDraft } from '../notice/draft-notice.ts'
import { occasions, type OccasionName } from '../notice/notice-occasion.ts'
import { loadNoticeTemplates, templateOf } from '../notice/notice-template.ts'
import { fillForRecipient, fillTemplate, fillZaloForm } from '../notice/notice-words.ts'
import type { Work } from '../work.ts'
import { sourceOf, sourceRowOf, type Telling } from './telling.ts'

type Labels = Readonly<Record<string, { vi: string; en: string }>>

const readChoices = (noun: string, folder = path.resolve('prisma/reference')): Labels =>
  (parse(readFileSync(path.join(folder, 'notice-choices.yaml'), 'utf8')) as Record<string, Labels>)[noun] ?? {}

/** A telling in the words of the ward's template, in both languages; null where its occasion has none. */
export async function wordTelling(work: Work, telling: Telling): Promise<NoticeDraft | null> {
  const { noun, rowId, step, occasion, facts, audience, statutory, plain = false, ...times } = telling
  const template = (await templateOf(work, occasion)) ?? (await templateAfterLoading(work, occasion))
  if (template === null) return null
  const ward = await work.db.ward.findUniqueOrThrow({ where: { id: work.wardId }, select: { name: true } })
  const words = {
    vi: fillTemplate(template, facts, ward.name, 'vi'),
    en: fillTemplate(template, facts, ward.name, 'en'),
  }
  const buttons = plain ? [] : Object.entries(readChoices(noun))
  return {
    ...{
      kind: occasions[occasion].kind,
      title: fillForRecipient(words.vi.title, {}, 'vi'),
      words,
      template: fillZaloForm(template, facts, ward.name),
      audience,
      statutory,
    },
    choices: buttons.map(([what, label]) => ({ id: `${noun}:${rowId}:${what}`, ...label })),
    ...{ sendAt: null, eventAt: null, expiresAt: null, ruleId: null, ...times },
    ...{ authorId: null, source: sourceOf(noun), sourceRow: sourceRowOf(rowId, step) },
  }
}

/** A ward that was set up before an occasion had words gets them when they are first needed. */
async function templateAfterLoading(work: Work, occasion: OccasionName) {
  await loadNoticeTemplates(work)
  return templateOf(work, occasion)
}
