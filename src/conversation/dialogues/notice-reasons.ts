import type { Saying, SayingChoice } from '../../ward/message/message.ts'
import type { NoticesExplained } from '../../ward/notice/explain-notices.ts'

type Latest = NoticesExplained['latest'][number]

/** What became of the latest notices for who asks, one a sentence, as the ledger has it. */
export function explanation({ standing, latest }: NoticesExplained, choices: readonly SayingChoice[]): Saying[] {
  if (latest.length === 0)
    return [{ say: standing.stopped ? 'notices.why.nothing_stopped' : 'notices.why.nothing', choices }]
  return latest.map((one, index) => ({
    say: `notices.why.${reasonFor(one)}`,
    with: { title: one.title, at: one.at.toISOString() },
    ...(index === latest.length - 1 ? { choices } : {}),
  }))
}

type Told =
  | 'sent'
  | 'household'
  | 'told_at_door'
  | 'replaced'
  | 'stopped'
  | 'paused'
  | 'waiting'
  | 'visit'
  | 'visit_opted_out'
  | 'visit_no_agreement'
  | 'not_visited'
  | 'opted_out'
  | 'spared'
  | 'no_agreement'
  | 'mourning'
  | 'blocked'
  | 'digest'
  | 'too_late'
  | 'failed'
  | 'unsure'
  | 'left_out'

/** How far it came, first; then why it came no further. A way is only what was meant: nobody knocks for what is suppressed. */
function reasonFor(one: Latest): Told {
  const { status, why, way, ofHousehold } = one
  if (why === 'overtaken') return 'replaced'
  switch (status) {
    case 'accepted':
    case 'delivered':
    case 'read':
      if (way === 'visit') return 'told_at_door'
      return ofHousehold ? 'household' : 'sent'
    case 'waiting':
    case 'held':
      return stillComing(one)
    case 'suppressed':
      return keptBack(why)
    case 'expired':
      return 'too_late'
    case 'unknown':
    case 'left':
      return 'unsure'
    case 'refused':
    case 'exhausted':
      return why === 'citizen_left' || why === 'window_closed' ? 'blocked' : 'failed'
  }
}

function stillComing({ status, why, way, noticeStatus }: Latest): Told {
  if (noticeStatus === 'stopped') return 'stopped'
  if (status === 'held') return 'digest'
  if (way === 'visit') {
    if (why === 'opted_out') return 'visit_opted_out'
    return why === 'no_agreement' ? 'visit_no_agreement' : 'visit'
  }
  return noticeStatus === 'paused' ? 'paused' : 'waiting'
}

function keptBack(why: Latest['why']): Told {
  switch (why) {
    case 'opted_out':
    case 'no_agreement':
    case 'mourning':
      return why
    case 'topic_spared':
      return 'spared'
    case 'in_digest':
      return 'digest'
    case 'no_way':
    case 'wrong_number':
      return 'not_visited'
    default:
      return 'left_out'
  }
}
