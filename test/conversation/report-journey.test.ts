import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { intentTable } from '../../src/conversation/intent-table.ts'
import { approveAnswer, proposeAnswer } from '../../src/ward/feedback/answer-feedback.ts'
import { acceptFeedback } from '../../src/ward/feedback/handle-intake.ts'
import { assignFeedback, takeFeedback } from '../../src/ward/feedback/handle-work.ts'
import { recordPlaces } from '../../src/ward/place/record-places.ts'
import type { Work } from '../../src/ward/work.ts'
import { openRunningWard, type Correspondent, type RunningWard } from '../support/running-ward.ts'

let ward: RunningWard

/** The ways into reporting are opened for residents once officials have their pages; here they are open already. */
const opened = {
  report_problem: 'report',
  suggest: 'report',
  praise: 'report',
  feedback_status: 'report_follow_up',
} as const

beforeAll(async () => {
  for (const [intent, dialogue] of Object.entries(opened))
    Object.assign(intentTable, { [intent]: { dialogue, policy: 'confirm' } })
  ward = await openRunningWard({ at: '2026-11-23T09:30:00+07:00' })
  await run((work) =>
    recordPlaces(
      work,
      [
        { kind: 'đường', name: 'Thạch Hãn' },
        { kind: 'kiệt', name: 'Kiệt 43', parent: 'Thạch Hãn' },
        { kind: 'chợ', name: 'Chợ Mới' },
      ],
      'ward'
    )
  )
}, 120_000)
afterAll(() => ward.close())

const run = <T>(useCase: (work: Work) => Promise<T>, actor: `official:${string}` | 'operator' = 'operator') =>
  ward.wired.transact(ward.ward.id, actor, useCase)
const lastOf = (heard: readonly string[]) => heard.at(-1) ?? ''
const codeIn = (heard: readonly string[]) => /PA-\d{4}-\d{4}/.exec(heard.join(' '))?.[0] ?? ''

async function officialWith(role: string): Promise<`official:${string}`> {
  const row = await run((work) => work.db.official.findFirstOrThrow({ where: { roles: { has: role }, endedAt: null } }))
  return `official:${row.id}`
}

/** Whatever the model makes of the first words, the way to a report is among what it offers. */
async function opens(talk: Correspondent): Promise<void> {
  const heard = await talk.says('cho tui phản ánh cái')
  if (heard.some((bubble) => bubble.includes('Gửi phản ánh'))) await talk.presses('Gửi phản ánh')
}

async function reports(talk: Correspondent, ...messages: string[]): Promise<string> {
  await opens(talk)
  for (const message of messages) await talk.says(message)
  return codeIn(await talk.presses('Gửi'))
}

describe('a report from the first word to the mark', () => {
  it('a burst becomes one report, sent with its code and the hour of the intake', async () => {
    const talk = ward.byWeb()
    await talk.says('alo')
    await opens(talk)
    const noted = await talk.says('cái cống trước nhà số 5 kiệt 43 nó bể rồi nước chảy lênh láng')
    expect(noted.join('\n')).toContain('Nơi: Kiệt 43 Thạch Hãn')
    const sent = await talk.says('gui')
    expect(lastOf(sent)).toMatch(
      /^Dạ, phường đã nhận\. Mã phiếu: PA-2611-\d{4}\. Cán bộ xem trước 10 giờ 00 thứ Tư, 25\/11\/2026\./
    )
  })

  it('another resident is shown it and joins, on a channel without buttons by its number', async () => {
    const talk = ward.byZalo()
    await opens(talk)
    const found = await talk.says('cống kiệt 43 Thạch Hãn bể, nước tràn ra đường')
    expect(found.join('\n')).toContain('gần giống')
    expect(found.join('\n')).not.toContain('nhà số 5')
    const joined = await talk.says('1')
    expect(joined.join('\n')).toContain('phường báo ông/bà khi phiếu PA-2611-')
  })

  it('answered, marked with a 2 and its reason, it is open again', async () => {
    const talk = ward.byWeb()
    const code = await reports(talk, 'rác ở chợ Mới chất đống hôi thối quá')
    const { id: feedbackId } = await run((work) => work.db.feedback.findFirstOrThrow({ where: { code } }))
    const [oneStop, specialist, leader] = [
      await officialWith('one_stop'),
      await officialWith('specialist'),
      await officialWith('leader'),
    ]
    await run(
      (work) =>
        acceptFeedback(work, { feedbackId, kind: 'problem', field: 'rubbish', urgency: 'normal', authority: 'ward' }),
      oneStop
    )
    await run((work) => assignFeedback(work, { feedbackId, unit: 'Kinh tế - Hạ tầng' }), oneStop)
    await run((work) => takeFeedback(work, { feedbackId }), specialist)
    ward.clock.pass(2 * 3600) // whatever was asked in the chat before is long over
    await run((work) => proposeAnswer(work, { feedbackId, outcome: 'noted', text: 'Phường đã ghi nhận.' }), specialist)
    expect(await run((work) => approveAnswer(work, { feedbackId }), leader)).toMatchObject({ ok: true })
    const marked = await talk.says('2, dọn có một nửa')
    expect(lastOf(marked)).toContain(`Dạ, phường xin lỗi và mở lại phiếu ${code}. Điều gì chưa được ạ?`)
    const why = await talk.presses('Chưa xử lý xong')
    expect(lastOf(why)).toContain('phường đã ghi')
    expect(await run((work) => work.db.feedbackRating.findFirst({ where: { feedbackId } }))).toMatchObject({
      score: 2,
      reason: 'not_done',
    })
  })
})
