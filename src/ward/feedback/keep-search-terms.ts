import type { Work } from '../work.ts'
import { searchTerms } from './report-words.ts'

/** Search words of a report are keyed hashes: the table tells nobody what was reported, and equal words still meet. */
export const termHash = (work: Pick<Work, 'seal'>, term: string): string =>
  Buffer.from(work.seal.hash('feedback_term', term)).toString('base64url').slice(0, 12)

/** Makes a report findable by the words of its text and of its place; written again when they change, gone with `''`. */
export async function keepSearchTerms(work: Work, feedbackId: string, text: string): Promise<void> {
  await work.db.searchToken.deleteMany({ where: { noun: 'feedback', rowId: feedbackId } })
  const tokens = searchTerms(text).map((term) => termHash(work, term))
  if (tokens.length === 0) return
  await work.db.$executeRaw`
    insert into search_token (noun, token, row_id)
    select 'feedback', token, ${feedbackId}::uuid from unnest(${tokens}::text[]) as token
    on conflict do nothing`
}
