/**
 * What a general notice is about: people choose among these. `other` is what fits nowhere: it cannot be
 * chosen, and goes only where somebody wants some topics and nothing else.
 */
export const noticeTopics = [
  'water',
  'power',
  'traffic',
  'health',
  'environment',
  'security',
  'welfare',
  'culture',
  'other',
] as const
export type NoticeTopic = (typeof noticeTopics)[number]

export const isNoticeTopic = (text: string): text is NoticeTopic => (noticeTopics as readonly string[]).includes(text)

/** Topics one can ask for or be spared. */
export const choosableTopics = noticeTopics.filter((topic) => topic !== 'other')

/** Kept like a topic, and none: what the law has the ward tell every household, which one may have at the door instead. */
export const invitationTopic = 'invitation'

/** Whether a chat, a column of the statement, has asked for that, as SQL. */
export const atDoor = (chat: string): string =>
  `${chat} in (select conversation_id from subscription where topic = '${invitationTopic}' and not wanted)`
