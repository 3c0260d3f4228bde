import type { MassClass } from '../delivery/class-policy.ts'

/**
 * Whom a notice is for. What is not named does not narrow: an empty audience is everybody in the ward. Chats that nobody
 * linked to the register belong to it by the neighbourhood they chose.
 */
export type Audience = {
  /** Ids of neighbourhoods. */
  neighbourhoods?: readonly string[]
  /** Only chats that asked for one of these. */
  topics?: readonly string[]
  /** One adult of each household; the next one when the first cannot be reached. */
  households?: boolean
  roles?: readonly AudienceRole[]
  /** Ids of citizens: a list read from a file, or those of the households a meeting is for. An empty list is nobody. */
  citizens?: readonly string[]
  /** Told already in their own chat: not once more. */
  spared?: { readonly households: readonly string[]; readonly chats: readonly string[] }
  /** The messages that tell the spared chats: rows `<key>:<chat>` of the outbox. One that failed spares nobody. */
  toldBy?: { readonly source: string; readonly key: string }
  /** For nobody but those of the spared chats whose message failed: nothing else has told anybody anything. */
  onlyNamed?: boolean
  /** A correction that is also for those whom the old words have not reached yet: at their doors, or all of them. */
  untold?: 'doors' | 'all'
  /** The meeting whose invitation households have declined: those are not reminded of it. */
  declinedOf?: string
  /** Whether those without a chat are visited: by default for statutory notices and for households. */
  visits?: boolean
}

export type AudienceRole = 'neighbourhood_head' | 'head_of_household'

export type AudienceFault = 'topics_with_households' | 'list_with_topics'

/** What cannot be meant: topics are wishes of single chats, not of households or of a list. Null when it can. */
export function audienceFault(audience: Audience): AudienceFault | null {
  const byTopic = (audience.topics ?? []).length > 0
  if (byTopic && audience.households) return 'topics_with_households'
  if (byTopic && audience.citizens !== undefined) return 'list_with_topics'
  return null
}

/** Whether people without a chat are put on the visit list. */
export const isVisited = (audience: Audience, statutory: boolean): boolean =>
  audience.visits ?? (statutory || audience.households === true)

/** What of a notice decides who gets it and how. */
export type AudienceOf = {
  audience: Audience
  class: MassClass
  kind: string
  statutory: boolean
  topic: string | null
  /** Whether it carries an approved Zalo template for those past the window. */
  hasTemplate: boolean
  /** The numbers of the notices it corrects: then only those who got one of them. */
  corrects: readonly number[] | null
  /** The audience is about to be frozen: who still waits for a message of their own is not taken for told. */
  final?: boolean
}

/** Puts a value among those of a statement, and says where it stands. */
export type Bind = (value: unknown, type: string) => string
