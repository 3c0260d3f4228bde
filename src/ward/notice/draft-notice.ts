import { newId } from '../../platform/ids.ts'
import { ok, refuse, type Result } from '../../platform/result.ts'
import { Prisma } from '../../generated/prisma/client.ts'
import type { Work } from '../work.ts'
import { audienceFault, type Audience, type AudienceFault } from './audience.ts'
import type { NoticeRow } from './find-notice.ts'
import { isDraftKind, isStatutory, type DraftKind, type Facts } from './notice-kind.ts'
import type { ZaloForm } from './notice-words.ts'
import { isAsSeen } from './seen-notice.ts'
import { stepsFrom, type NoticeChoice, type NoticeWords } from './notice.ts'
import { usualRuleOf } from './lead-time.ts'

/**
 * A notice as it is written. `ruleId`: the law rule whose lead time it must keep before `eventAt`. `source` and
 * `sourceRow` name what made it, where it was not typed: drafted twice it is one notice.
 */
export type NoticeDraft = {
  kind: DraftKind
  title: string
  words: NoticeWords
  facts?: Facts
  choices?: readonly NoticeChoice[]
  template?: ZaloForm | null
  audience: Audience
  topic?: string | null
  statutory?: boolean
  sendAt?: Date | null
  eventAt?: Date | null
  expiresAt?: Date | null
  ruleId?: string | null
  correctsId?: string | null
  /** Who wrote it; null for what the clock wrote. By default the official who acts. */
  authorId?: string | null
  source?: string | null
  sourceRow?: string | null
}

export type DraftRefusal = 'title_missing' | 'body_missing' | 'unknown_neighbourhood' | AudienceFault

/** Writes a draft, once under one `id`. Nobody gets anything before a second official has approved it. */
export async function draftNotice(
  work: Work,
  { id = newId(), ...draft }: NoticeDraft & { id?: string }
): Promise<Result<{ id: string; isNew: boolean }, DraftRefusal>> {
  const fault = await draftFault(work, draft)
  if (fault !== null) return refuse(fault)
  const { source = null, sourceRow = null } = draft
  if (source !== null && sourceRow !== null) {
    const known = await work.db.notice.findFirst({ where: { source, sourceRow }, select: { id: true } })
    if (known !== null) return ok({ id: known.id, isNew: false })
  }
  const authorId = draft.authorId === undefined ? actingOfficial(work) : draft.authorId
  const row = { id, ...columnsOf(draft), authorId, correctsId: draft.correctsId ?? null, source, sourceRow }
  const { count } = await work.db.notice.createMany({ data: [{ ...row, createdAt: work.now }], skipDuplicates: true })
  if (count > 0) work.audit('notice.drafted', { noticeId: id, kind: draft.kind })
  return ok({ id, isNew: count > 0 })
}

export type RedraftRefusal = DraftRefusal | 'not_editable' | 'changed_meanwhile'

/**
 * What has not begun is written anew; what was approved has to be approved again. `seen`: the mark of what was shown; what
 * somebody else has changed since is not overwritten.
 */
export async function redraftNotice(
  work: Work,
  { noticeId, seen, ...draft }: NoticeDraft & { noticeId: string; seen?: string | undefined }
): Promise<Result<void, RedraftRefusal>> {
  if (seen !== undefined && !(await isAsSeen(work, { noticeId, seen }))) return refuse('changed_meanwhile')
  const fault = await draftFault(work, draft)
  if (fault !== null) return refuse(fault)
  // whoever writes it anew has had the replaced words before the eyes
  await work.db.$executeRaw`
    update notice set replaced_words = null
    where id = ${noticeId}::uuid and words <> ${JSON.stringify(composedWords(draft.words))}::jsonb`
  const { count } = await work.db.notice.updateMany({
    where: { id: noticeId, status: { in: [...stepsFrom.cancel] } },
    data: {
      ...columnsOf(draft),
      status: 'draft',
      submittedAt: null,
      submittedById: null,
      approverId: null,
      approvedAt: null,
      approvedHash: null,
    },
  })
  if (count === 0) return refuse('not_editable')
  work.audit('notice.redrafted', { noticeId })
  return ok()
}

/** The notice as a draft again, to change one part of it. */
export const draftOf = (notice: NoticeRow): NoticeDraft & { noticeId: string } => ({
  noticeId: notice.id,
  kind: isDraftKind(notice.kind) ? notice.kind : 'general',
  title: notice.title,
  words: notice.words,
  facts: notice.facts,
  choices: notice.choices,
  audience: notice.audience,
  topic: notice.topic,
  statutory: notice.statutory,
  sendAt: notice.sendAt,
  eventAt: notice.eventAt,
  expiresAt: notice.expiresAt,
  ruleId: notice.ruleId,
})

const actingOfficial = ({ actor }: Work): string | null =>
  actor.startsWith('official:') ? actor.slice('official:'.length) : null

async function draftFault(work: Work, { title, words, audience }: NoticeDraft): Promise<DraftRefusal | null> {
  if (title.trim() === '' || words.vi.title.trim() === '') return 'title_missing'
  if (words.vi.body.trim() === '') return 'body_missing'
  const named = [...new Set(audience.neighbourhoods ?? [])]
  if (named.length > 0 && (await work.db.neighbourhood.count({ where: { id: { in: named } } })) < named.length)
    return 'unknown_neighbourhood'
  return audienceFault(audience)
}

function columnsOf(draft: NoticeDraft) {
  const { kind, title, words, facts = {}, choices = [], template, audience } = draft
  return {
    kind,
    class: kind === 'emergency' ? 'emergency' : 'notice',
    title: title.normalize('NFC').trim(),
    words: composedWords(words),
    facts,
    choices: choices as unknown as Prisma.InputJsonArray,
    // not given it stays; facts that do not fill the platform's form take it away
    ...(template === undefined ? {} : { template: template ?? Prisma.DbNull }),
    audience: audience as Prisma.InputJsonObject,
    topic: draft.topic ?? (kind === 'general' ? 'other' : null),
    statutory: draft.statutory ?? isStatutory(kind),
    sendAt: draft.sendAt ?? null,
    eventAt: draft.eventAt ?? null,
    expiresAt: draft.expiresAt ?? null,
    ruleId: draft.ruleId === undefined ? (draft.correctsId ? null : usualRuleOf(kind)) : draft.ruleId,
  }
}

/** Words as they are kept: composed letters, one kind of line end, nothing around them. */
export const composedWords = ({ vi, en }: NoticeWords): NoticeWords => ({
  vi: { title: clean(vi.title), body: clean(vi.body) },
  ...(en && en.body.trim() !== '' ? { en: { title: clean(en.title), body: clean(en.body) } } : {}),
})

const clean = (text: string): string => text.normalize('NFC').replaceAll('\r\n', '\n').trim()
