import { expect } from 'vitest'
import { deliverConversation } from '../../src/delivery/deliver-conversation.ts'
import { sendNotice } from '../../src/delivery/mass/send-notice.ts'
import { samplePassword } from '../../src/ward/sample/sample-offices.ts'
import { readProof, type Proof } from '../../src/ward/notice/notice-proof.ts'
import type { Work } from '../../src/ward/work.ts'
import { startNotice } from '../../workers/start-notice.ts'
import { makeClient, type ConsoleClient, type Page } from './console-client.ts'
import type { RunningWard } from './running-ward.ts'

export type Officials = ReturnType<typeof officialsOf>

/** The officials of a running ward at their pages, and the workers' own code for what they have approved. */
export function officialsOf(running: RunningWard) {
  const { wired, ward, clock } = running

  /** A browser of one official, signed in anew: a session does not outlive the days a clock leaps over. */
  async function at(login: string): Promise<ConsoleClient> {
    const client = makeClient({ app: running.app, pages: [], close: () => Promise.resolve() })
    const page = await client.signIn(login, samplePassword)
    expect(page.path, `${login} is let in`).not.toContain('sign-in')
    return client
  }

  /** The official who wrote it puts it before another, who reads and approves it; both at their pages. */
  async function approve(noticeId: string, author = 'vanhoa', approver = 'lanhdao', reason?: string): Promise<Page> {
    const writing = await at(author)
    const draft = await writing.get(`/notices/${noticeId}`)
    expect(draft.text).toContain('Bản nháp')
    const submitted = await writing.submit({}, { action: `/notices/${noticeId}/submit` })
    expect(submitted.text).toContain('Chờ duyệt')
    const deciding = await at(approver)
    await deciding.get(`/notices/${noticeId}`)
    const approved = await deciding.submit(reason ? { reason } : {}, { action: `/notices/${noticeId}/approve` })
    expect(approved.text).toMatch(/Đã duyệt|Đã hẹn giờ/)
    return approved
  }

  /** Its hour has come: expanded and sent by the workers' code, until nothing waits but doors. */
  async function send(noticeId: string): Promise<void> {
    const notice = await run((work) => work.db.notice.findFirstOrThrow({ where: { id: noticeId } }))
    if (notice.sendAt !== null && notice.sendAt > clock.now()) clock.set(notice.sendAt.toISOString())
    await startNotice(wired, ward.id, noticeId)
    for (let turn = 0; turn < 6; turn++) await sendNotice(wired.mass, ward.id, noticeId)
  }

  /** The signed file, taken from its page and checked without the ward. */
  async function proofOf(noticeId: string, by = 'lanhdao'): Promise<Proof> {
    const client = await at(by)
    expect((await client.get(`/notices/${noticeId}/proof`)).status).toBe(200)
    const read = readProof((await client.get(`/notices/${noticeId}/proof/file`)).body)
    if (!read.ok) throw new Error(read.fault)
    return read.proof
  }

  /** Answers and reminders that wait in the outbox leave. */
  async function deliver(): Promise<void> {
    const waiting = await run((work) =>
      work.db.outbox.findMany({
        where: { status: 'waiting' },
        select: { conversationId: true },
        distinct: ['conversationId'],
      })
    )
    for (const { conversationId } of waiting) await deliverConversation(wired.delivery, ward.id, conversationId)
  }

  const run = <T>(useCase: (work: Work) => Promise<T>): Promise<T> => wired.transact(ward.id, 'operator', useCase)

  return { at, approve, send, proofOf, deliver, run }
}

export const idIn = (path: string): string => /[0-9a-f-]{36}/.exec(path)?.[0] ?? ''

/** The notice of a step, as its page links to it. */
export function noticeOn(page: Page, row: string): string {
  const line = page.root.querySelectorAll('tr').find((one) => one.text.includes(row))
  const link = line?.querySelector('a[href*="/notices/"]')?.getAttribute('href')
  if (!link) throw new Error(`no notice beside "${row}"`)
  return idIn(link)
}
