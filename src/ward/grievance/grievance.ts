/**
 * What sounds like a complaint or a denunciation (khiếu nại, tố cáo). The chat is no lawful way for either: what was
 * written is sealed apart from everything else, one named person reads it, and once it is settled only a number stays
 * (Luật Khiếu nại Điều 8, Luật Tố cáo 2018 Điều 22, 25).
 */
export const settlements = ['complaint', 'denunciation', 'crime', 'not_one'] as const
export type Settlement = (typeof settlements)[number]

/** A body other than the ward to which the content was handed on where the law wants it (Luật Tố cáo Điều 25). */
export type PassedOn = {
  to: string
  /** YYYY-MM-DD */
  date: string
  number?: string
}

/** One message of what was written. */
export type Withheld = { at: string; text: string }

/** So long nobody has looked at it at most: then it goes unread. */
export const keptUnreadDays = 30
