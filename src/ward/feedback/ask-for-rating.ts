import type { Work } from '../work.ts'
import { ratingChoicesOf } from './rating-choices.ts'

const questionLastsDays = 7

/**
 * A pending question beside the status message: on channels without buttons "2, trám có một nửa" must find the answer it is
 * about. Only where the chat is not in the middle of something else.
 */
export async function askForRating(work: Work, conversationIds: readonly string[], code: string): Promise<void> {
  const place = { state: { dialogue: 'report_follow_up', step: 'rating', code }, choices: ratingChoicesOf(code) }
  await work.db.conversation.updateMany({
    where: {
      id: { in: [...conversationIds] },
      OR: [{ state: null }, { stateExpiresAt: null }, { stateExpiresAt: { lt: work.now } }],
    },
    data: {
      state: work.seal.json(place),
      stateExpiresAt: new Date(work.now.getTime() + questionLastsDays * 86_400_000),
    },
  })
}
