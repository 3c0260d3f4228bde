import { addDays, atWardTime, wardDateOf } from '../../platform/ward-time.ts'
import { isOpenAt } from '../message/sending-window.ts'
import type { Work } from '../work.ts'
import type { LetterWords } from './approve-letter.ts'
import { classOf, isJoyful, type LetterKind } from './letter.ts'
import { loadLetterRules } from './load-letter-rules.ts'
import { planLetters } from './plan-letters.ts'

/** At most this many a transaction: what fails is small, and a stop takes effect between two of them. */
const atOnce = 50

/**
 * Puts approved letters into the outbox, in the hours of their class, each in one transaction with its own row: whether it
 * was said is never in doubt. Every one is planned once more first: what was learned since it was approved counts.
 */
export async function sendLetters(work: Work): Promise<number> {
  const rules = await loadLetterRules(work)
  const setting = await work.db.letterSetting.findFirst({ select: { stoppedAt: true } })
  if (setting?.stoppedAt) return 0
  const open = (kind: LetterKind) => isOpenAt(isJoyful(kind) ? rules.greeting : rules.condolence, work.now)
  const kinds = (['birth', 'marriage', 'condolence', 'longevity'] as const).filter(open)
  if (kinds.length === 0) return 0
  const due = await work.db.$queryRaw<{ id: string; subjectId: string }[]>`
    select id, subject_id as "subjectId" from letter
    where status = 'approved' and way = 'chat' and kind = any(${[...kinds]}::text[])
    order by id limit ${atOnce} for update skip locked`
  if (due.length === 0) return 0
  await planLetters(work, { eventIds: due.map(({ subjectId }) => subjectId) })
  await condolencesTooLate(
    work,
    due.map(({ id }) => id)
  )
  const letters = await work.db.letter.findMany({
    where: { id: { in: due.map(({ id }) => id) }, status: 'approved', way: 'chat', conversationId: { not: null } },
    orderBy: { id: 'asc' },
  })
  const ward = letters.length === 0 ? '' : (await work.db.ward.findFirstOrThrow({ where: { id: work.wardId } })).name
  for (const letter of letters) {
    if (letter.words === null) continue
    const words = work.seal.openJson<LetterWords>(letter.words)
    const kind = letter.kind as LetterKind
    work.say({
      to: letter.conversationId!,
      class: classOf(kind),
      source: 'letter',
      sourceRow: `${letter.id}:${letter.run}`,
      ...(isJoyful(kind) ? {} : { until: endOfDay(work.now, rules.condolence.to) }),
      parts: [{ say: isJoyful(kind) ? 'letter.chat.joy' : 'letter.chat.grief', with: { ...words, ward } }],
    })
  }
  await work.db.letter.updateMany({
    where: { id: { in: letters.map(({ id }) => id) }, status: 'approved' },
    data: { status: 'queued', sentAt: work.now },
  })
  if (letters.length > 0) work.audit('letters.queued', { count: letters.length })
  return letters.length
}

/** A condolence that could not leave today is looked at again tomorrow, with what is known then. */
const endOfDay = (now: Date, clock: string): Date => {
  const end = atWardTime(wardDateOf(now), clock)
  return end > now ? end : atWardTime(addDays(wardDateOf(now), 1), clock)
}

/** Past the funeral, or around Tết: somebody brings it instead. */
async function condolencesTooLate(work: Work, ids: readonly string[]): Promise<void> {
  const { condolenceChatDays } = await loadLetterRules(work)
  await work.db.$executeRaw`
    update letter set status = 'paper', way = 'paper', conversation_id = null
    from civil_event e
    where letter.id = any(${[...ids]}::uuid[]) and letter.kind = 'condolence' and letter.status = 'approved'
      and e.id = letter.subject_id
      and coalesce(e.funeral_date, coalesce(e.died_date, e.registered_date) + ${condolenceChatDays}::int) < ${wardDateOf(work.now)}::date`
}
