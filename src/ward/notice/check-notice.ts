import { wardDateOf } from '../../platform/ward-time.ts'
import { loadCalendar } from '../calendar/load-calendar.ts'
import { lawRuleOf } from '../law/load-law-rules.ts'
import type { Work } from '../work.ts'
import type { Audience } from './audience.ts'
import { correctedNumbers } from './corrected-numbers.ts'
import { checkText, isBlocked, type TextFinding } from './check-text.ts'
import { leavingAt } from './schedule-notice.ts'
import { missedLeadTime, type MissedLeadTime } from './lead-time.ts'
import { differingFacts, mustAgree, unsaidFields } from './check-facts.ts'
import { isDraftKind, missingFacts, needsEvent, type Facts } from './notice-kind.ts'
import { countAudience, type AudienceCount } from './resolve-audience.ts'
import type { NoticeRow } from './find-notice.ts'
import type { MassClass } from '../delivery/class-policy.ts'

/** Everything that speaks for or against sending a notice, as of now. */
export type NoticeCheck = {
  findings: readonly (TextFinding & { language: 'vi' | 'en' })[]
  /** Required fields that are empty, or of which the words say nothing. */
  missing: readonly string[]
  /** Fields which the words say otherwise than the form. */
  differing: readonly string[]
  /** The same, where an official may say it in other words: to be looked at, no reason not to send. */
  reworded: readonly string[]
  missed: MissedLeadTime | null
  count: AudienceCount
  /** When it leaves if it is approved now: its hour, or the next opening of its class after that. */
  leavesAt: Date
  /** Its event is over before it leaves. */
  isLate: boolean
}

export type CheckRefusal =
  'text_blocked' | 'facts_missing' | 'facts_differ' | 'lead_time_missed' | 'nobody' | 'too_late'

/** Reads the words, counts the people, looks at the clock and the law. */
export async function checkNotice(work: Work, notice: NoticeRow): Promise<NoticeCheck> {
  const findings = await textFindings(work, notice)
  const leavesAt = leavingAt(notice, work.now)
  const over = notice.expiresAt ?? notice.eventAt
  return {
    findings,
    ...factFindings(notice),
    missed: await missedOf(work, notice, leavesAt),
    count: await countAudience(work, await audienceOf(work, notice)),
    leavesAt,
    isLate: over !== null && over <= leavesAt,
  }
}

/** The first reason not to send; null where there is none. Warnings are no reason: they are read. */
export function checkRefusal(check: NoticeCheck): CheckRefusal | null {
  if (check.missing.length > 0) return 'facts_missing'
  if (isBlocked(check.findings)) return 'text_blocked'
  if (check.isLate) return 'too_late'
  if (check.missed !== null) return 'lead_time_missed'
  if (check.differing.length > 0) return 'facts_differ'
  if (check.count.total - skipped(check.count) <= 0) return 'nobody'
  return null
}

const skipped = ({ total, byWay }: AudienceCount): number => total - Object.values(byWay).reduce((sum, n) => sum + n, 0)

/** A notice without a form, from another system, is asked by its words; what a ladder wrote has its facts from the thing. */
function factFindings(notice: NoticeRow): Pick<NoticeCheck, 'missing' | 'differing' | 'reworded'> {
  const { kind, facts, words, eventAt, source, correctsId } = notice
  if (!isDraftKind(kind)) return { missing: [], differing: [], reworded: [] }
  const hasFacts = Object.keys(facts).length > 0
  const isFree = !hasFacts && source === null && correctsId === null
  const asked = hasFacts ? missingFacts(kind, facts) : isFree ? unsaidFields(kind, words) : []
  const hasNoDay = isFree && needsEvent(kind) && eventAt === null
  const unsaid = differingFacts({ kind, facts, words, eventAt }, isFree)
  return {
    missing: hasNoDay ? ['event_date', ...asked] : asked,
    differing: unsaid.filter((field) => mustAgree(kind, field)),
    reworded: unsaid.filter((field) => !mustAgree(kind, field)),
  }
}

async function textFindings(work: Work, notice: NoticeRow): Promise<NoticeCheck['findings']> {
  const facts = await work.db.wardFact.findMany({ select: { value: true, phone: true } })
  const publicPhones = facts.flatMap(({ value, phone }) => [value, ...(phone === null ? [] : [phone])])
  const kind = isDraftKind(notice.kind) ? notice.kind : 'general'
  const common = { kind, today: wardDateOf(work.now), publicPhones }
  return (['vi', 'en'] as const).flatMap((language) => {
    const words = notice.words[language]
    return words ? checkText({ ...common, ...words, language }).map((finding) => ({ ...finding, language })) : []
  })
}

async function missedOf(work: Work, { ruleId, eventAt }: NoticeRow, leavesAt: Date): Promise<MissedLeadTime | null> {
  if (ruleId === null || eventAt === null) return null
  const rows = await work.db.lawRule.findMany({ where: { ruleId } })
  return missedLeadTime(rows.map(lawRuleOf), await loadCalendar(work), {
    ruleId,
    eventDate: wardDateOf(eventAt),
    sendDate: wardDateOf(leavesAt),
  })
}

type Meant = {
  audience: Audience
  class: string
  kind: string
  statutory: boolean
  topic: string | null
  template: unknown
  correctsId: string | null
  source: string | null
}

/** What decides who gets a notice, as the one rule of the audience takes it. */
export async function audienceOf(work: Work, notice: Meant) {
  return {
    audience: notice.audience,
    class: notice.class as MassClass,
    kind: notice.kind,
    statutory: notice.statutory,
    topic: notice.topic,
    hasTemplate: notice.template !== null,
    corrects: await correctedNumbers(work, notice),
  }
}

export type { Facts }
