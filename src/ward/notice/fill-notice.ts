import { atWardTime } from '../../platform/ward-time.ts'
import { wardNameOf } from '../ward/ward-name.ts'
import type { Work } from '../work.ts'
import type { NoticeDraft } from './draft-notice.ts'
import type { DraftKind, Facts } from './notice-kind.ts'
import { templateOf } from './notice-template.ts'
import { fillForRecipient, fillTemplate, fillZaloForm } from './notice-words.ts'

type Filled = Pick<NoticeDraft, 'title' | 'words' | 'facts' | 'template'> & {
  eventAt: Date | null
  expiresAt: Date | null
}

/** What the ward's template says with these facts, and when they say it is; null where a kind has no template. */
export async function fillNotice(work: Work, kind: DraftKind, facts: Facts): Promise<Filled | null> {
  const template = await templateOf(work, kind)
  if (template === null) return null
  const { name } = await wardNameOf(work)
  const [vi, en] = [fillTemplate(template, facts, name, 'vi'), fillTemplate(template, facts, name, 'en')]
  const form = fillZaloForm(template, facts, name)
  return { title: fillForRecipient(vi.title, {}, 'vi'), words: { vi, en }, template: form, facts, ...timesOf(facts) }
}

/** What facts say about when it happens and until when it holds: a day without an hour lasts to its end. */
export function timesOf(facts: Facts): { eventAt: Date | null; expiresAt: Date | null } {
  const at = (date: string | undefined, clock: string | undefined): Date | null =>
    date === undefined || date === '' ? null : atWardTime(date, clock || '23:59')
  return {
    eventAt: at(facts['event_date'], facts['event_clock']),
    expiresAt: at(facts['expires_date'], facts['expires_clock']) ?? at(facts['comments_until'], undefined),
  }
}
