import fc from 'fast-check'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../src/platform/ids.ts'
import { strip } from '../../src/platform/vietnamese/strip.ts'
import { submitFeedback } from '../../src/ward/feedback/submit-feedback.ts'
import { recordPlaces } from '../../src/ward/place/record-places.ts'
import type { Work } from '../../src/ward/work.ts'
import { openRunningWard, type Correspondent, type RunningWard } from '../support/running-ward.ts'

let ward: RunningWard
let photo: Buffer

beforeAll(async () => {
  ward = await openRunningWard({ at: '2026-11-23T09:30:00+07:00' })
  const lines = [
    { kind: 'đường', name: 'Thạch Hãn' },
    { kind: 'đường', name: 'Trần Phú' },
    ...[43, 12].map((n) => ({ kind: 'kiệt', name: `Kiệt ${n}`, parent: 'Thạch Hãn' })),
    ...['7/2', '5'].map((n) => ({ kind: 'hẻm', name: `Hẻm ${n}`, parent: 'Trần Phú' })),
    { kind: 'chợ', name: 'Chợ Mới' },
  ]
  await run((work) => recordPlaces(work, lines, 'ward'))
  photo = await sharp({ create: { width: 640, height: 480, channels: 3, background: '#6a7f4d' } })
    .jpeg()
    .toBuffer()
}, 120_000)
afterAll(() => ward.close())

const run = <T>(useCase: (work: Work) => Promise<T>) => ward.wired.transact(ward.ward.id, 'operator', useCase)

const things = [
  { named: ['đèn đường', 'cái đèn', 'bóng đèn'], text: 'Đèn đường hỏng' },
  { named: ['rác', 'đống rác', 'vụ đổ rác'], text: 'Rác chất đống không ai dọn' },
  { named: ['cống', 'nắp cống', 'cái cống'], text: 'Nắp cống bị bể' },
  { named: ['ổ gà', 'mặt đường'], text: 'Mặt đường nhiều ổ gà' },
  { named: ['karaoke', 'loa kéo'], text: 'Hát karaoke loa kéo ồn ào' },
  { named: ['cây', 'cành cây'], text: 'Cành cây sắp gãy' },
  { named: ['chó thả rông'], text: 'Chó thả rông cắn người' },
] as const
const places = [
  'kiệt 43 Thạch Hãn',
  'kiệt 12 Thạch Hãn',
  'hẻm 7/2 Trần Phú',
  'hẻm 5 Trần Phú',
  'chợ Mới',
  'tổ 7',
  'tổ 9',
]
const frames = [
  '{} vẫn chưa ai sửa',
  'sao {} chưa thấy ai làm gì',
  '{} lại bị nữa rồi',
  'gửi thêm ảnh {} nè',
  'hôm nay {} còn tệ hơn',
  'em hỏi {} tới đâu rồi ạ',
  'cái {} đó',
  '{} chưa xong mà',
  'bổ sung vụ {}: tối qua có người té',
]
const vague = ['vẫn chưa ai sửa', 'sao chưa thấy gì', 'gửi thêm ảnh nè', 'hôm nay còn tệ hơn', 'tới đâu rồi ạ', 'vụ đó chưa xong', 'ủa sao im ru vậy'] // prettier-ignore

const followUp = fc.record({
  meant: fc.nat(4),
  names: fc.constantFrom('thing', 'place', 'both', 'code', 'nothing'),
  frame: fc.nat(100),
  word: fc.nat(2),
  bare: fc.boolean(),
  photo: fc.constantFrom('none', 'none', 'with', 'alone'),
})
const scene = fc.record({
  reports: fc.array(fc.tuple(fc.constantFrom(...things), fc.constantFrom(...places)), { minLength: 5, maxLength: 5 }),
  followUps: fc.array(followUp, { minLength: 4, maxLength: 4 }),
})
type Scene = ReturnType<typeof scene.generate>['value']
type Report = { id: string; code: string }

/** Five open reports of one chat, as the chat sends them. */
async function fiveReports(talk: Correspondent, { reports }: Scene): Promise<Report[]> {
  await talk.says('xin chào')
  return run(async (work) => {
    const { id: conversationId } = await work.db.conversation.findFirstOrThrow({ orderBy: { id: 'desc' } })
    const known = await work.db.place.findMany()
    const sent: Report[] = []
    for (const [{ text }, where] of reports) {
      const id = newId()
      const placeId = known.find(({ name }) => where.toLowerCase().startsWith(name.toLowerCase()))?.id ?? null
      const draft = { id, intake: 'web', conversationId, placeId, text: work.seal.text(`${text} ở ${where}`), spot: work.seal.json({ words: where }), enteredAt: work.now, createdAt: work.now } // prettier-ignore
      await work.db.feedback.createMany({ data: [draft] })
      const done = await submitFeedback({ ...work, actor: `conversation:${conversationId}` }, { feedbackId: id, asChat: conversationId, key: `send:${id}` }) // prettier-ignore
      if (!done.ok) throw new Error(done.refusal)
      sent.push({ id, code: done.value.code })
    }
    return sent
  })
}

/** What has come to each report so far: lines of history and photos. */
const holdings = (reports: readonly Report[]) =>
  run(async (work) => {
    const count = async (id: string) =>
      (await work.db.feedbackEvent.count({ where: { feedbackId: id, event: 'follow_up' } })) +
      (await work.db.feedbackFile.count({ where: { feedbackId: id } }))
    const counts: number[] = []
    for (const { id } of reports) counts.push(await count(id))
    return counts
  })

function wordsOf(one: Scene['followUps'][number], { reports }: Scene, sent: readonly Report[]): string {
  const [thing, place] = reports[one.meant]!
  const named = thing.named[one.word % thing.named.length]!
  const name = { thing: named, place, both: `${named} ${place}`, code: sent[one.meant]!.code, nothing: '' }[one.names]
  const text = name === '' ? vague[one.frame % vague.length]! : frames[one.frame % frames.length]!.replace('{}', name)
  return one.bare ? strip(text) : text
}

describe('a resident with five open reports', () => {
  it('is never misunderstood silently in 200 later messages: the right report has it, or a list asks which', async () => {
    const scenes = fc.sample(scene, { numRuns: 80, seed: 2611 })
    const tally = { right: 0, asked: 0, shown: 0, careful: 0 }
    const wrong: string[] = []
    const count = () => tally.right + tally.asked + tally.shown + wrong.length
    for (const one of scenes) {
      if (count() >= 200) break
      const talk = ward.byTelegramWebhook()
      const sent = await fiveReports(talk, one)
      let spokenOf: number | null = null
      for (const follow of one.followUps) {
        const text = wordsOf(follow, one, sent)
        const before = await holdings(sent)
        const heard =
          follow.photo === 'alone' ? await talk.shows(photo) : follow.photo === 'with' ? await talk.shows(photo, text) : await talk.says(text) // prettier-ignore
        const changed = (await holdings(sent)).flatMap((count, n) => (count > before[n]! ? [n] : []))
        const said = heard.join('\n')
        const isVague = follow.photo === 'alone' || follow.names === 'nothing'
        const right: number | null = isVague ? spokenOf : follow.meant
        const about = `${follow.photo} "${text}" of ${one.reports.map(([t, p], n) => `${n === follow.meant ? '*' : ''}${t.text} ở ${p}`).join(' | ')} → ${changed.join()} ${said.slice(0, 160)}`
        // danger and accusations go before everything; what was said then is with a person, in no report
        if (changed.length === 0 && /GỌI NGAY|xin gọi: 113|niêm kín|khiếu nại hoặc tố cáo/.test(said)) {
          tally.careful++
          break
        }
        const lists = sent.filter(({ code }) => said.includes(code))
        if (changed.length > 0) {
          if (changed.length === 1 && changed[0] === right) tally.right++
          else wrong.push(about)
          spokenOf = changed[0]!
        } else if (lists.length >= 2 || (isVague && said.includes('Phản ánh đã gửi'))) {
          tally.asked++
          // pressed, the line of the report that was meant leads there and nowhere else
          const line = new RegExp(`\\[([^\\]]*${sent[follow.meant]!.code}[^\\]]*)\\]`).exec(said)?.[1]
          spokenOf = null
          if (line === undefined) continue
          await talk.presses(line)
          const after = (await holdings(sent)).flatMap((count, n) => (count > before[n]! ? [n] : []))
          if (after.some((n) => n !== follow.meant)) wrong.push(`pressed ${line}: ${after.join()}`)
          spokenOf = follow.meant
        } else if (lists.length === 1) {
          const shown = sent.indexOf(lists[0]!)
          if (shown === right) tally.shown++
          else wrong.push(about)
          spokenOf = shown
        } else wrong.push(about)
      }
    }
    expect(wrong).toEqual([])
    expect(count()).toBeGreaterThanOrEqual(200)
  }, 300_000)
})
