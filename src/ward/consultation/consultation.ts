/** Lấy ý kiến (Luật 10/2022 Điều 25–28): the ward listens before it decides. It decides nothing by counting, and is no vote. */
export const stances = ['agree', 'disagree', 'other'] as const
export type Stance = (typeof stances)[number]

export const isStance = (text: string): text is Stance => (stances as readonly string[]).includes(text)

/** accepted: tiếp thu · explained: giải trình. */
export const dispositions = ['accepted', 'explained'] as const
export type Disposition = (typeof dispositions)[number]

export type ConsultationStatus = 'draft' | 'open' | 'answered' | 'cancelled'

/** What is said, kept sealed as one. */
export type Said = { stance: Stance; reason: string | null }

/** Open until the end of its last day. After it nothing is taken any more, and only then may anybody look. */
export const isOpenOn = ({ status, closesDate }: { status: string; closesDate: string }, today: string): boolean =>
  status === 'open' && today <= closesDate

export type Counts = Record<Stance, number>

export const countStances = (said: readonly Said[]): Counts => {
  const counts: Counts = { agree: 0, disagree: 0, other: 0 }
  for (const { stance } of said) counts[stance]++
  return counts
}
