import { readFileSync } from 'node:fs'
import path from 'node:path'
import { parse } from 'yaml'
import type { Audience } from '../notice/audience.ts'
import { composedWords, draftNotice, redraftNotice, type NoticeDraft } from '../notice/draft-notice.ts'
import { audienceOf } from '../notice/check-notice.ts'
import { findNotice } from '../notice/find-notice.ts'
import { stopNotice } from '../notice/hold-notice.ts'
import type { Facts } from '../notice/notice-kind.ts'
import { occasions, type OccasionName } from '../notice/notice-occasion.ts'
import { loadNoticeTemplates, templateOf } from '../notice/notice-template.ts'
import { fillForRecipient, fillTemplate } from '../notice/notice-words.ts'
import { stepsFrom, type NoticeWords } from '../notice/notice.ts'
import { countAudience } from '../notice/resolve-audience.ts'
import { cancelNotice } from '../notice/schedule-notice.ts'
import type { PaperNoun } from '../paper/paper.ts'
import type { Work } from '../work.ts'

/** What has something to tell by itself: the four things, the month of receptions, the quarter of disclosures. */
export type TellingNoun = PaperNoun | 'reception' | 'quarter'

/** What one step tells everybody: the words come from the ward's template of its occasion, never from here. */
export type Telling = {
  noun: TellingNoun
  /** The id of the thing; a month or a quarter for what has no row. */
  rowId: string
  step: string
  occasion: OccasionName
  facts: Facts
  audience: Audience
  statutory: boolean
  /** Null: as soon as it is approved. */
  sendAt?: Date | null
  eventAt?: Date | null
  expiresAt?: Date | null
  ruleId?: string | null
  correctsId?: string | null
  /** Without the buttons that lead to the thing's own dialogue. */
  plain?: boolean
}

type Labels = Readonly<Record<string, { vi: string; en: string }>>

const readChoices = (noun: string, folder = path.resolve('prisma/reference')): Labels =>
  (parse(readFileSync(path.join(folder, 'notice-choices.yaml'), 'utf8')) as Record<string, Labels>)[noun] ?? {}

/** What marks the notices of a thing: one a step. */
export const sourceOf = (noun: TellingNoun): string => `ladder_${noun}`
export const sourceRowOf = (rowId: string, step: string): string => `${rowId}:${step}`

const isEditable = (status: string): boolean => (stepsFrom.cancel as readonly string[]).includes(status)

/**
 * Drafts what a step tells: once. `anew`: the thing has changed, so what has not left yet is written again and has to be
 * approved again, unless nothing of it is different. What has left stays as it is.
 */
export async function draftTelling(
  work: Work,
  telling: Telling,
  { anew = false }: { anew?: boolean } = {}
): Promise<string | null> {
  const known = await noticeOfStep(work, telling)
  if (known !== null && !anew) return known.id
  const draft = await wordsOf(work, telling)
  if (draft === null) return null
  if (known === null) {
    const drafted = await draftNotice(work, draft)
    if (drafted.ok) await keepAsDrafted(work, drafted.value.id)
    return drafted.ok ? drafted.value.id : null
  }
  // a step that fell away and came back is the same notice again
  if (known.status === 'cancelled' && known.expandedAt === null) {
    await work.db.notice.updateMany({
      where: { id: known.id, status: 'cancelled' },
      data: { status: 'draft', finishedAt: null },
    })
  } else if (!isEditable(known.status) || isSame(known, draft)) return known.id
  const byHand = wordsByHand(known)
  if (byHand !== null && isSameText(known.draftedWords, draft.words)) {
    // what has changed is not in the words: an official's stay
    await redraftNotice(work, { noticeId: known.id, ...draft, title: byHand.vi.title, words: byHand })
    return known.id
  }
  const redrafted = await redraftNotice(work, { noticeId: known.id, ...draft })
  if (redrafted.ok) await keepAsDrafted(work, known.id, byHand ?? known.replacedWords)
  return known.id
}

/** Remembers what the clock wrote, and an official's words that it had to replace: shown beside the new ones. */
async function keepAsDrafted(work: Work, noticeId: string, replaced: unknown = null): Promise<void> {
  const words = replaced === null ? null : JSON.stringify(replaced)
  await work.db.$executeRaw`
    update notice set drafted_words = words, replaced_words = ${words}::jsonb where id = ${noticeId}::uuid`
}

/** An official has changed what the clock wrote; null where nobody has. */
const wordsByHand = ({ words, draftedWords }: Kept): NoticeWords | null =>
  draftedWords === null || canonical(words) === canonical(draftedWords) ? null : (words as unknown as NoticeWords)

const isSameText = (drafted: unknown, words: NoticeWords): boolean =>
  canonical(drafted) === canonical(composedWords(words))

type Kept = NonNullable<Awaited<ReturnType<typeof noticeOfStep>>>

/** The notice of a step, whatever has become of it. */
export const noticeOfStep = (work: Work, { noun, rowId, step }: Pick<Telling, 'noun' | 'rowId' | 'step'>) =>
  work.db.notice.findFirst({ where: { source: sourceOf(noun), sourceRow: sourceRowOf(rowId, step) } })

async function wordsOf(work: Work, telling: Telling): Promise<NoticeDraft | null> {
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

const canonical = (value: unknown): string =>
  JSON.stringify(value, (_key, one: unknown) =>
    typeof one === 'object' && one !== null && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => a.localeCompare(b)))
      : one
  )

function isSame(known: Kept, draft: NoticeDraft): boolean {
  const shape = ({ words, choices, audience, sendAt, eventAt, expiresAt }: Partial<Kept>) =>
    canonical({ words, choices, audience, sendAt, eventAt, expiresAt })
  // approval fills in the hours that were left open
  const hours = {
    sendAt: draft.sendAt ?? known.sendAt,
    expiresAt: draft.expiresAt ?? known.expiresAt,
  }
  const asDrafted = { ...known, words: known.draftedWords ?? known.words }
  return (
    shape(asDrafted) ===
    shape({
      ...(draft as unknown as Partial<Kept>),
      words: composedWords(draft.words),
      eventAt: draft.eventAt ?? null,
      ...hours,
    })
  )
}

/** The thing, or this step of it, is off: what has not left does not leave. */
export async function cancelTellings(
  work: Work,
  { noun, rowId, step }: { noun: TellingNoun; rowId: string; step?: string }
): Promise<void> {
  const sourceRow = step === undefined ? { startsWith: `${rowId}:` } : sourceRowOf(rowId, step)
  const rows = await work.db.notice.findMany({
    where: { source: sourceOf(noun), sourceRow, status: { in: [...stepsFrom.cancel] } },
    select: { id: true },
  })
  for (const { id } of rows) await cancelNotice(work, { noticeId: id })
}

const newsDays = 30

/** What came of something is news for a month: what nobody has approved by then is told to nobody. */
export const newsUntil = (now: Date): Date => new Date(now.getTime() + newsDays * 86_400_000)

const hasLeft = ['sending', 'paused', 'finished', 'finished_with_failures', 'stopped']

/**
 * The thing has moved or is off, and somebody has been told otherwise already: a correction is drafted for exactly those.
 * What is still on its way with the old words is stopped, an earlier correction too. Nothing where nobody was told, or
 * everybody hears of it at once by itself: those are the chats `told`.
 */
export async function correctTellings(
  work: Work,
  { told = [], ...telling }: Omit<Telling, 'audience' | 'correctsId'> & { told?: readonly string[] }
): Promise<string | null> {
  const { noun, rowId, step } = telling
  const ofThing = { source: sourceOf(noun), sourceRow: { startsWith: `${rowId}:` } }
  const own = sourceRowOf(rowId, step)
  const overtaken = await work.db.notice.findMany({
    where: {
      ...ofThing,
      OR: [
        { status: { in: [...stepsFrom.stop] } },
        { status: { in: [...stepsFrom.cancel] }, correctsId: { not: null } },
      ],
      NOT: { sourceRow: own },
    },
    orderBy: { number: 'asc' },
    select: { id: true },
  })
  for (const { id } of overtaken) {
    // one that begins to leave at this moment cannot be taken back any more, but stopped
    const cancelled = await cancelNotice(work, { noticeId: id })
    if (!cancelled.ok) await stopNotice(work, { noticeId: id, reason: 'corrected' })
  }
  const first = await work.db.notice.findFirst({
    where: { ...ofThing, status: { in: hasLeft }, correctsId: null },
    orderBy: { number: 'asc' },
    select: { id: true, audience: true, status: true },
  })
  if (first === null) return null
  const audience = { ...(first.audience as Audience), spared: { households: [], chats: [...told].sort() } }
  const id = await draftTelling(work, { ...telling, audience, correctsId: first.id }, { anew: true })
  const isThrough = first.status.startsWith('finished')
  return id === null || !isThrough || !(await isToldAlready(work, id)) ? id : null
}

/** Everybody who had got the old words hears of it at once by itself: a correction would be for nobody. */
async function isToldAlready(work: Work, noticeId: string): Promise<boolean> {
  const notice = await findNotice(work, { noticeId })
  if (notice === null) return false
  const of = await audienceOf(work, notice)
  const { spared: _spared, ...audience } = notice.audience
  const [left, all] = [await countAudience(work, of), await countAudience(work, { ...of, audience })]
  if (left.total > 0 || all.total === 0) return false
  await cancelNotice(work, { noticeId })
  return true
}
