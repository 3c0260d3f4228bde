/** What a general notice is about: people choose among these. `other` is what fits nowhere and cannot be chosen away. */
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
