import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findFeedback } from '../../../src/ward/feedback/find-feedback.ts'
import { noteProgress } from '../../../src/ward/feedback/handle-work.ts'
import { listInbox } from '../../../src/ward/feedback/list-inbox.ts'
import { tendFeedback } from '../../../src/ward/feedback/tend-feedback.ts'
import { makeFeedbackWard, type FeedbackWard } from '../../support/feedback-ward.ts'
import { okay } from '../../support/okay.ts'
import { freshDatabase, type TestDatabase } from '../../support/test-ward.ts'

let at: TestDatabase
let ward: FeedbackWard
beforeAll(async () => {
  at = await freshDatabase()
  ward = await makeFeedbackWard(at)
})
afterAll(() => at.drop())

/** "Đưa vào kế hoạch", with a word promised before 31/3/2027. */
async function planned() {
  ward.clock.set('2026-11-25T02:00:00Z')
  const chat = await ward.openChat()
  const { feedbackId } = await ward.report(chat)
  await ward.intoWork(feedbackId)
  await ward.answer(feedbackId, { outcome: 'planned', text: 'Đưa vào kế hoạch năm 2027.', promisedDate: '2027-03-31' })
  return { chat, feedbackId }
}
const desk = (officialId: string, party: 'one_stop' | 'specialist') => ({ officialId, unit: null, parties: [party] })
const inWorkOf = async (party: 'one_stop' | 'specialist') => {
  const { lines } = await ward.run((work) => listInbox(work, desk(party === 'one_stop' ? ward.ids.oneStop : ward.ids.specialist, party), { view: 'my_work' })) // prettier-ignore
  return lines.map(({ id, promisedDate }) => [id, promisedDate])
}

describe('a word that was promised', () => {
  it('comes back to the desks in time and stays there until it is given', async () => {
    const { chat, feedbackId } = await planned()
    ward.clock.set('2027-03-20T02:00:00Z')
    await ward.run(tendFeedback, 'job:tend-feedback')
    expect(await inWorkOf('one_stop')).toEqual([])
    ward.clock.set('2027-03-25T02:00:00Z')
    await ward.run(tendFeedback, 'job:tend-feedback')
    const events = async () => (await ward.history(feedbackId)).map(({ event }) => event)
    expect((await events()).filter((event) => event === 'promise_due')).toHaveLength(1)
    expect(await inWorkOf('one_stop')).toEqual([[feedbackId, '2027-03-31']])
    expect(await inWorkOf('specialist')).toEqual([[feedbackId, '2027-03-31']])
    const page = okay(await ward.run((work) => findFeedback(work, { id: feedbackId, roles: ['one_stop'] })))
    expect(page.promisedDate).toBe('2027-03-31')
    ward.clock.set('2027-04-20T02:00:00Z')
    expect(await inWorkOf('one_stop')).toEqual([[feedbackId, '2027-03-31']])
    const word = { feedbackId, text: 'Cống đã được bố trí vốn, khởi công tháng 5.' }
    okay(await ward.as('oneStop', (work) => noteProgress(work, word)))
    expect((await ward.told(chat)).at(-1)).toMatchObject({ say: 'feedback.told.progress', with: { text: word.text } })
    expect(await inWorkOf('one_stop')).toEqual([])
    expect(await inWorkOf('specialist')).toEqual([])
    ward.clock.set('2027-05-20T02:00:00Z')
    await ward.run(tendFeedback, 'job:tend-feedback')
    expect((await events()).filter((event) => event === 'promise_due')).toHaveLength(1)
  })
})
