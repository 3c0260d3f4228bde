import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '../../src/platform/ids.ts'
import { withholdWords } from '../../src/ward/grievance/withhold-words.ts'
import { openConsole, signedIn, type ConsoleClient, type TestConsole } from '../support/console-client.ts'
import { freshDatabase, makeTestWard, type TestDatabase, type TestWard } from '../support/test-ward.ts'

let at: TestDatabase
let ward: TestWard
let console: TestConsole
type Signed = ConsoleClient & { official: { id: string } }
let leader: Signed
let other: Signed

beforeAll(async () => {
  at = await freshDatabase()
})
afterAll(() => at.drop())
beforeEach(async () => {
  ward = await makeTestWard(at)
  console = await openConsole(at, ward)
  leader = await signedIn(console, ward, ['leader'])
  other = await signedIn(console, ward, ['culture_social'])
  return () => console.close()
})

const submitted = (authorId: string) =>
  ward.run((work) =>
    work.db.notice.create({
      data: {
        id: newId(),
        kind: 'general',
        class: 'notice',
        status: 'submitted',
        title: 'Phun thuốc muỗi',
        words: { vi: { title: 'Phun thuốc muỗi', body: 'Phường phun thuốc muỗi sáng thứ Bảy.' } },
        facts: {},
        choices: [],
        audience: {},
        authorId,
        submittedById: authorId,
        submittedAt: work.now,
        createdAt: work.now,
      },
    })
  )

/** What the first page counts beside a link. */
async function counted(client: ConsoleClient, path: string): Promise<number | null> {
  const { root } = await client.get('')
  const line = root.querySelectorAll('.waits li').find((item) => item.querySelector(`a[href="/console${path}"]`))
  return line ? Number(line.querySelector('strong')?.text) : null
}

describe('the first page', () => {
  it('counts the notices that this official may approve, not their own', async () => {
    await submitted(other.official.id)
    await submitted(leader.official.id)
    expect(await counted(leader, '/notices')).toBe(1)
    expect(await counted(other, '/notices')).toBeNull()
  })

  it('shows the menu in groups, without a heading over nothing', async () => {
    const headings = (await leader.get('')).root.querySelectorAll('.menu-group').map(({ text }) => text)
    expect(headings).toEqual([...new Set(headings)])
    expect(headings.length).toBeGreaterThan(2)
    const few = await signedIn(console, ward, ['front'])
    expect((await few.get('')).root.querySelectorAll('.menu-group').length).toBeLessThan(headings.length)
  })

  it('says in alarm that accusations lie unread while nobody is named for them, and stops once somebody is', async () => {
    const admin = await signedIn(console, ward, ['ward_admin'])
    await ward.run(async (work) => {
      const [id, hash] = [newId(), work.seal.hash('address', 'somebody')]
      const address = work.seal.text('somebody')
      await work.db.conversation.create({
        data: { id, accountId: newId(), channel: 'web', addressHash: hash, address, createdAt: work.now },
      })
      await withholdWords(work, id, 'ăn chặn tiền hỗ trợ lũ')
    })
    const alarmOf = async (client: ConsoleClient) =>
      (await client.get('')).root.querySelectorAll('.notice').map(({ text }) => text).join(' ') // prettier-ignore
    for (const client of [admin, leader]) {
      expect(await alarmOf(client)).toContain('Chưa có cán bộ nào được giao tiếp công dân: 1 nội dung')
      expect((await client.get('')).body).not.toContain('ăn chặn')
    }
    const front = await signedIn(console, ward, ['front'])
    expect(await alarmOf(front)).not.toContain('tiếp công dân')
    await signedIn(console, ward, ['reception'])
    expect(await alarmOf(admin)).not.toContain('Chưa có cán bộ nào được giao')
  })
})
