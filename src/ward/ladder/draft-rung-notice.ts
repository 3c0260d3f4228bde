import { readFileSync } from 'node:fs'
import path from 'node:path'
import { parse } from 'yaml'
import { cancelNotice } from '../notice/schedule-notice.ts'
import { draftNotice, redraftNotice, type NoticeDraft } from '../notice/draft-notice.ts'
import type { Facts } from '../notice/notice-kind.ts'
import { templateOf } from '../notice/notice-template.ts'
import { fillTemplate } from '../notice/notice-words.ts'
import type { Work } from '../work.ts'

/** What a rung tells everybody: the words come from the ward's template of its kind, never from here. */
export type RungNotice = {
  kind: 'meeting' | 'election'
  rowId: string
  step: string
  title: string
  facts: Facts
  audience: NoticeDraft['audience']
  eventAt: Date
}

type Labels = Readonly<Record<string, { vi: string; en: string }>>

const readChoices = (kind: RungNotice['kind'], folder = path.resolve('prisma/reference')): Labels =>
  (parse(readFileSync(path.join(folder, 'notice-choices.yaml'), 'utf8')) as Record<string, Labels>)[kind] ?? {}

const sourceOf = (kind: string): string => `ladder_${kind}`

/**
 * Drafts the notice of one rung: once, and anew where the event has moved; then it must be approved again. It leaves when
 * its rung is due and a second official has approved it. Null where the ward has no template for its kind.
 */
export async function draftRungNotice(
  work: Work,
  { kind, rowId, step, title, facts, audience, eventAt }: RungNotice
): Promise<string | null> {
  const rung = await work.db.rung.findFirst({ where: { noun: kind, rowId, step, status: 'planned' } })
  const template = await templateOf(work, kind)
  if (rung === null || template === null) return null
  const ward = await work.db.ward.findUniqueOrThrow({ where: { id: work.wardId }, select: { name: true } })
  const draft: NoticeDraft = {
    ...{ kind, title, audience, eventAt, ruleId: rung.ruleId },
    words: { vi: fillTemplate(template, facts, ward.name, 'vi'), en: fillTemplate(template, facts, ward.name, 'en') },
    choices: Object.entries(readChoices(kind)).map(([what, label]) => ({ id: `${kind}:${rowId}:${what}`, ...label })),
    sendAt: rung.dueAt > work.now ? rung.dueAt : null,
    ...{ source: sourceOf(kind), sourceRow: `${rowId}:${step}` },
  }
  const known = await work.db.notice.findFirst({
    where: { source: draft.source!, sourceRow: draft.sourceRow! },
    select: { id: true },
  })
  if (known !== null) {
    await redraftNotice(work, { noticeId: known.id, ...draft })
    return known.id
  }
  const drafted = await draftNotice(work, draft)
  return drafted.ok ? drafted.value.id : null
}

/** The event is off: what has not left does not leave. */
export async function cancelRungNotices(
  work: Work,
  { kind, rowId }: Pick<RungNotice, 'kind' | 'rowId'>
): Promise<void> {
  const rows = await work.db.notice.findMany({
    where: { source: sourceOf(kind), sourceRow: { startsWith: rowId } },
    select: { id: true },
  })
  for (const { id } of rows) await cancelNotice(work, { noticeId: id })
}
