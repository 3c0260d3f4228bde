/** What a notice is about. `digest`: the rest of a day, gathered by the machine. */
export const noticeKinds = ['meeting', 'election', 'disclosure', 'general', 'emergency', 'digest'] as const
export type NoticeKind = (typeof noticeKinds)[number]

export const noticeStatuses = [
  'draft',
  'submitted',
  'approved',
  'scheduled',
  'expanding',
  'sending',
  'paused',
  'finished',
  'finished_with_failures',
  'cancelled',
  'stopped',
  'refused',
] as const
export type NoticeStatus = (typeof noticeStatuses)[number]

/** Why a notice rests: somebody asked, the first ones were refused, or the platform refuses its words or our account. */
export type PausedWhy = 'asked' | 'refusals' | 'content' | 'account'

/** From which status a step of the machine may be taken: each is one conditional UPDATE, its row count the answer. */
export const stepsFrom = {
  schedule: ['approved', 'scheduled'],
  expand: ['scheduled', 'expanding'],
  pause: ['sending'],
  resume: ['paused'],
  cancel: ['draft', 'submitted', 'approved', 'scheduled', 'expanding'],
  stop: ['sending', 'paused'],
} as const satisfies Record<string, readonly NoticeStatus[]>

/** Nothing leaves any more. */
export const isOver = (status: string): boolean =>
  ['finished', 'finished_with_failures', 'cancelled', 'stopped', 'refused'].includes(status)

/** Words of one language. Blanks `{{household}}`, `{{salutation}}`, `{{neighbourhood}}` are filled per recipient. */
export type NoticeText = { title: string; body: string }
export type NoticeWords = { vi: NoticeText; en?: NoticeText }

/** A button under the notice: its id comes back when it is pressed. */
export type NoticeChoice = { id: string; vi: string; en: string }
