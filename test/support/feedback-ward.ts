import { newId } from '../../src/platform/ids.ts'
import { approveAnswer, proposeAnswer, type ProposedAnswer } from '../../src/ward/feedback/answer-feedback.ts'
import { acceptFeedback } from '../../src/ward/feedback/handle-intake.ts'
import { assignFeedback, takeFeedback } from '../../src/ward/feedback/handle-work.ts'
import { submitFeedback } from '../../src/ward/feedback/submit-feedback.ts'
import type { Saying } from '../../src/ward/message/message.ts'
import type { Work } from '../../src/ward/work.ts'
import { okay } from './okay.ts'
import { makeTestWard, type TestDatabase } from './test-ward.ts'

/** An invented ward with officials of each part, chats of residents, and short ways to reports in it. */
export async function makeFeedbackWard(at: TestDatabase) {
  const ward = await makeTestWard(at)
  const ids = { oneStop: newId(), specialist: newId(), other: newId(), leader: newId(), deputy: newId() }
  const roles = {
    oneStop: 'one_stop',
    specialist: 'specialist',
    other: 'specialist',
    leader: 'leader',
    deputy: 'leader',
  } as const
  await ward.run((work) =>
    work.db.official.createMany({
      data: Object.entries(ids).map(([name, id]) => ({
        id,
        login: name.toLowerCase(),
        fullName: `Cán bộ ${name}`,
        passwordHash: 'x',
        roles: [roles[name as keyof typeof roles]],
      })),
    })
  )
  const as = <T>(who: keyof typeof ids, useCase: (work: Work) => Promise<T>) =>
    ward.run(useCase, `official:${ids[who]}`)
  const byWorker = <T>(useCase: (work: Work) => Promise<T>) => ward.run(useCase, 'job:handle-inbound')

  async function openChat(channel = 'web'): Promise<string> {
    const id = newId()
    await ward.run(async (work) => {
      const hash = work.seal.hash('address', id)
      await work.db.conversation.create({
        data: {
          id,
          accountId: ids.oneStop,
          channel,
          addressHash: hash,
          address: work.seal.text(id),
          createdAt: work.now,
        },
      })
    })
    return id
  }

  /** A report as the chat sends it: draft, then submit. */
  async function report(
    conversationId: string,
    text = 'Nắp cống trước số 5 kiệt 43 bị bể',
    more: Record<string, unknown> = {}
  ) {
    const sent = await byWorker(async (work) => {
      const id = newId()
      await work.db.feedback.createMany({
        data: [
          {
            id,
            intake: 'web',
            conversationId,
            text: work.seal.text(text),
            enteredAt: work.now,
            createdAt: work.now,
            ...more,
          },
        ],
      })
      return submitFeedback(work, { feedbackId: id, asChat: conversationId, key: `send:${id}` })
    })
    return okay(sent)
  }

  /** Accepted, given to a unit and taken by the specialist. */
  async function intoWork(
    feedbackId: string,
    { unit = 'Kinh tế - Hạ tầng', urgency = 'normal' }: { unit?: string; urgency?: 'normal' | 'complex' } = {}
  ): Promise<void> {
    const classified = { feedbackId, kind: 'problem', field: 'drainage', urgency, authority: 'ward' } as const
    okay(await as('oneStop', (work) => acceptFeedback(work, classified)))
    okay(await as('oneStop', (work) => assignFeedback(work, { feedbackId, unit })))
    okay(await as('specialist', (work) => takeFeedback(work, { feedbackId })))
  }

  /** Proposed by the specialist and approved by the leader. */
  async function answer(feedbackId: string, words: Partial<ProposedAnswer> = {}): Promise<void> {
    const answer = { feedbackId, outcome: 'noted', text: 'Phường đã ghi nhận.', ...words } as const
    okay(await as('specialist', (work) => proposeAnswer(work, answer)))
    okay(await as('leader', (work) => approveAnswer(work, { feedbackId })))
  }

  const row = (id: string) => ward.run((work) => work.db.feedback.findFirstOrThrow({ where: { id } }))
  const history = (id: string) =>
    ward.run((work) => work.db.feedbackEvent.findMany({ where: { feedbackId: id }, orderBy: { seq: 'asc' } }))
  const told = (conversationId: string) =>
    ward.run(async (work) => {
      const rows = await work.db.outbox.findMany({ where: { conversationId, class: 'status' }, orderBy: { id: 'asc' } })
      return rows.map((one) => work.seal.openJson<Saying>(one.saying))
    })
  return { ...ward, ids, as, byWorker, openChat, report, intoWork, answer, row, history, told }
}

export type FeedbackWard = Awaited<ReturnType<typeof makeFeedbackWard>>
