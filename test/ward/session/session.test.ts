import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addOfficial } from '../../../src/ward/official/add-official.ts'
import { editOfficial } from '../../../src/ward/official/edit-official.ts'
import { endOfficial } from '../../../src/ward/official/end-official.ts'
import { resetPassword } from '../../../src/ward/official/reset-password.ts'
import { endSession, endSessionsOf } from '../../../src/ward/session/end-session.ts'
import { listSessions } from '../../../src/ward/session/list-sessions.ts'
import { startSession } from '../../../src/ward/session/start-session.ts'
import { useSession } from '../../../src/ward/session/use-session.ts'
import { freshDatabase, makeTestWard, type TestDatabase, type TestWard } from '../../support/test-ward.ts'

let at: TestDatabase
let ward: TestWard

beforeAll(async () => {
  at = await freshDatabase()
  ward = await makeTestWard(at)
})
afterAll(() => at.drop())

let count = 0
async function official(): Promise<string> {
  const added = await ward.run((work) =>
    addOfficial(work, {
      login: `canbo-${++count}`,
      fullName: 'Đỗ Thử',
      roles: ['one_stop', 'ward_admin'],
      password: 'một câu dài dễ nhớ',
    })
  )
  if (!added.ok) throw new Error(added.refusal)
  return added.value.id
}
const start = (officialId: string) =>
  ward.run((work) =>
    startSession(work, { officialId, device: 'Chrome, Windows', tokenHash: new Uint8Array(randomBytes(16)) })
  )
const use = (sessionId: string, officialId: string) => ward.run((work) => useSession(work, { sessionId, officialId }))
const doors = (sessionId: string) => at.database.doorKey.count({ where: { rowId: sessionId } })

describe('a session', () => {
  it('lives on while it is used and ends after eight idle hours', async () => {
    const officialId = await official()
    const { sessionId } = await start(officialId)
    for (let i = 0; i < 2; i += 1) {
      ward.clock.pass(7 * 3600)
      expect((await use(sessionId, officialId))?.id).toBe(officialId)
    }
    ward.clock.pass(8 * 3600)
    expect(await use(sessionId, officialId)).toBeNull()
  })

  it('ends after a day, however busy', async () => {
    const officialId = await official()
    const { sessionId, expiresAt } = await start(officialId)
    for (let hour = 0; hour < 23; hour += 1) {
      ward.clock.pass(3600)
      expect(await use(sessionId, officialId)).not.toBeNull()
    }
    ward.clock.set(expiresAt)
    expect(await use(sessionId, officialId)).toBeNull()
  })

  it('opens nothing for another official', async () => {
    const [one, other] = [await official(), await official()]
    const { sessionId } = await start(one)
    expect(await use(sessionId, other)).toBeNull()
  })

  it('knows the roles of this moment, not of sign-in', async () => {
    const officialId = await official()
    const { sessionId } = await start(officialId)
    await ward.run((work) => editOfficial(work, { officialId, fullName: 'Đỗ Thử', unit: null, roles: ['front'] }))
    expect((await use(sessionId, officialId))?.permissions.has('read_dossiers')).toBe(false)
  })

  it('can be ended from elsewhere, and its door key goes with it', async () => {
    const officialId = await official()
    const [here, there] = [await start(officialId), await start(officialId)]
    expect((await ward.run((work) => listSessions(work, { officialId }))).map(({ id }) => id).sort()).toEqual(
      [here.sessionId, there.sessionId].sort()
    )
    expect(await ward.run((work) => endSession(work, { officialId, sessionId: there.sessionId }))).toBe(true)
    expect(await ward.run((work) => endSession(work, { officialId, sessionId: there.sessionId }))).toBe(false)
    expect([await use(there.sessionId, officialId), await doors(there.sessionId)]).toEqual([null, 0])
    expect([(await use(here.sessionId, officialId))?.sessionId, await doors(here.sessionId)]).toEqual([
      here.sessionId,
      1,
    ])
  })

  it('is not ended by another official', async () => {
    const [one, other] = [await official(), await official()]
    const { sessionId } = await start(one)
    expect(await ward.run((work) => endSession(work, { officialId: other, sessionId }))).toBe(false)
    expect(await use(sessionId, one)).not.toBeNull()
  })

  it('ends with the account, with a reset password, and with all others but one', async () => {
    for (const end of [
      (officialId: string) => ward.run((work) => endOfficial(work, { officialId })),
      (officialId: string) => ward.run((work) => resetPassword(work, { officialId })),
    ]) {
      const officialId = await official()
      const { sessionId } = await start(officialId)
      await end(officialId)
      expect([await use(sessionId, officialId), await doors(sessionId)]).toEqual([null, 0])
    }
    const officialId = await official()
    const [kept, ended] = [await start(officialId), await start(officialId)]
    expect(await ward.run((work) => endSessionsOf(work, officialId, kept.sessionId))).toBe(1)
    expect(await use(ended.sessionId, officialId)).toBeNull()
    expect(await use(kept.sessionId, officialId)).not.toBeNull()
  })
})
