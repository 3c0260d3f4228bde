import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Step } from '../../../src/conversation/dialogue.ts'
import { noticesDialogue } from '../../../src/conversation/dialogues/notices.ts'
import { newId } from '../../../src/platform/ids.ts'
import type { Saying } from '../../../src/ward/message/message.ts'
import { visitDoors, type DoorsAsked } from '../../../src/ward/notice/visit-doors.ts'
import type { Talk } from '../../../src/ward/talk.ts'
import { doIn, makeTalk } from '../../support/make-talk.ts'
import { openMassWard, type MassWard } from '../../support/mass-ward.ts'

let ward: MassWard
let talk: Talk
const [twelve, seven] = [newId(), newId()]

beforeEach(async () => {
  ward = await openMassWard()
  talk = await makeTalk(ward)
  const head = newId()
  await ward.run(async ({ db, now }) => {
    await db.neighbourhood.createMany({
      data: [
        { id: twelve, code: '12', name: 'Tổ dân phố 12' },
        { id: seven, code: '7', name: 'Tổ dân phố 7' },
      ],
    })
    await db.citizen.create({ data: { id: head, reference: 'head', fullName: 'Chu Văn Trưởng' } })
    await db.neighbourhood.update({ where: { id: twelve }, data: { headCitizenId: head } })
    const link = { id: newId(), conversationId: talk.conversationId, citizenId: head, provenBy: 'counter_code' }
    await db.chatLink.create({ data: { ...link, linkedAt: now, lastSeenAt: now } })
  })
})
afterEach(() => ward.close())

async function addHouses(neighbourhoodId: string, codes: readonly string[]): Promise<string[]> {
  const homes = codes.map((code) => ({ id: newId(), code, neighbourhoodId }))
  const people = homes.map(({ id, code }) => ({
    ...{ id: newId(), reference: code, fullName: `Trần Thị ${code}`, householdId: id },
    ...{ headOfHousehold: true, birthYear: 1970 },
  }))
  await ward.run(async ({ db }) => {
    await db.household.createMany({ data: homes })
    await db.citizen.createMany({ data: people })
  })
  return people.map(({ id }) => id)
}

async function sent(body: string, citizens?: readonly string[]): Promise<string> {
  const audience = { visits: true, ...(citizens ? { citizens } : { households: true }) }
  const noticeId = await ward.schedule({ audience, body })
  await ward.work()
  return noticeId
}

/** What the chat is told after a step, as the bubbles are kept. */
async function after(step: Step | null): Promise<readonly Saying[]> {
  if (step === null || !('ask' in step)) throw new Error('no doors were asked for')
  const outcome = await doIn(ward)(talk, visitDoors, step.ask.input as DoorsAsked)
  const next = step.then(outcome as never)
  if ('ask' in next) throw new Error('asked once more')
  return next.say
}

const who = {} as Parameters<typeof noticesDialogue.begin>[1]
const begin = () => after(noticesDialogue.begin({ text: 'danh sách nhà cần đến', intent: 'subscribe' } as never, who))
/** Presses the button whose label key or value is named. */
function press(said: readonly Saying[], label: string): Promise<readonly Saying[]> {
  const choices = said.at(-1)?.choices ?? []
  const choice = choices.find((one) => one.label.endsWith(`.${label}`) || Object.values(one.with ?? {}).includes(label))
  if (choice === undefined) throw new Error(`no button ${label} among ${JSON.stringify(choices)}`)
  expect(Buffer.byteLength(choice.id)).toBeLessThanOrEqual(64)
  return after(noticesDialogue.hear({} as never, { kind: 'choice', choiceId: choice.id }, who))
}
const keysOf = (said: readonly Saying[]) => said.map(({ say }) => say.replace('notices.doors.', ''))
const buttonsOf = (said: readonly Saying[]) =>
  (said.at(-1)?.choices ?? []).map((one) => one.with?.['home'] ?? one.label.replace('notices.button.', ''))

const houses = ['H-1', 'H-2', 'H-3', 'H-4', 'H-5', 'H-6', 'H-7']
const nameOf = (code: string) => `Trần Thị ${code} (${code})`

describe('the head of a neighbourhood, in chat', () => {
  test('is told what to say, reaches every door, and ticks the seventh', async () => {
    await addHouses(twelve, houses)
    const noticeId = await sent('Mời ông/bà dự họp lúc 19 giờ 30.')
    const first = await begin()
    expect(keysOf(first)).toEqual(['to_tell', 'list'])
    expect(first[0]!.with).toMatchObject({ body: 'Mời ông/bà dự họp lúc 19 giờ 30.' })
    expect(first[1]!.with).toMatchObject({ neighbourhood: 'Tổ dân phố 12', left: 7, title: 'Họp tổ dân phố' })
    expect(buttonsOf(first)).toEqual([...houses.slice(0, 4).map(nameOf), 'next'])
    const more = await press(first, 'next')
    expect(buttonsOf(more)).toEqual(houses.slice(4).map(nameOf))
    const door = await press(more, nameOf('H-7'))
    expect(keysOf(door)).toEqual(['at_door'])
    expect(await ward.ledger(noticeId)).toEqual({ a: 1, w: 7 }) // the head has no household on record and is one alone
    const told = await press(door, 'told')
    expect(keysOf(told)).toEqual(['done.told', 'list'])
    expect(told[0]!.with).toEqual({ home: nameOf('H-7') })
    expect(buttonsOf(told)).toEqual([...houses.slice(0, 3).map(nameOf), 'next', 'take_back'])
    expect(buttonsOf(await press(told, 'next'))).toEqual(houses.slice(3, 6).map(nameOf))
    expect(await ward.ledger(noticeId)).toEqual({ a: 1, d: 1, w: 6 })
    expect(keysOf(await press(told, 'take_back'))).toEqual(['done.back', 'list'])
    expect(await ward.ledger(noticeId)).toEqual({ a: 1, w: 7 })
  })

  test('says that nobody opened, and the door comes last', async () => {
    await addHouses(twelve, houses.slice(0, 3))
    await sent('Phun thuốc muỗi.')
    const after = await press(await press(await begin(), nameOf('H-1')), 'not_met')
    expect(keysOf(after)).toEqual(['done.not_met', 'list'])
    expect(buttonsOf(after)).toEqual(['H-2', 'H-3', 'H-1'].map(nameOf))
  })

  test('chooses the notice first where there are several, and knows the one from the other', async () => {
    const [one] = await addHouses(twelve, ['H-1', 'H-2'])
    const [all, single] = [await sent('Họp.'), await sent('Tiêm phòng.', [one!])]
    const first = await begin()
    expect(keysOf(first)).toEqual(['notices'])
    expect(first[0]!.with).toMatchObject({ left: 3, notices: 2 })
    expect(first[0]!.choices!.map(({ id }) => id)).toEqual([`notices:doors:${single}:0`, `notices:doors:${all}:0`])
    const list = await after(noticesDialogue.hear({} as never, { kind: 'choice', choiceId: `notices:doors:${single}:0` }, who)) // prettier-ignore
    expect(list[0]!.with).toMatchObject({ body: 'Tiêm phòng.' })
    const told = await press(await press(list, nameOf('H-1')), 'told')
    expect(await ward.ledger(single)).toEqual({ d: 1 })
    expect(await ward.ledger(all)).toEqual({ a: 1, w: 2 })
    expect(buttonsOf(told)).toEqual([nameOf('H-1'), nameOf('H-2'), 'take_back'])
  })

  test('reaches no door of another neighbourhood, and hears that nothing was noted of a door that is gone', async () => {
    await addHouses(twelve, ['H-1'])
    const [other] = await addHouses(seven, ['K-1'])
    const mine = await sent('Họp.')
    const foreign = await sent('Họp tổ 7.', [other!])
    expect(buttonsOf(await begin())).toEqual([nameOf('H-1')])
    const said = async (choiceId: string) =>
      keysOf(await after(noticesDialogue.hear({} as never, { kind: 'choice', choiceId }, who)))
    for (const deed of ['told', 'notmet', 'door']) {
      expect(await said(`notices:${deed}:${foreign}:0`), deed).toEqual(['done.gone', 'list'])
      expect(await said(`notices:${deed}:not-an-id:0`), deed).toEqual(['done.gone', 'list'])
      expect(await said(`notices:${deed}:${mine}:x`), deed).toEqual(['done.gone', 'list'])
    }
    expect(await ward.ledger(foreign)).toEqual({ w: 1 })
  })

  test('hears when the last door is done, and who is no head gets no list', async () => {
    await addHouses(twelve, ['H-1'])
    await sent('Họp.')
    const last = await press(await press(await begin(), nameOf('H-1')), 'told')
    expect(keysOf(last)).toEqual(['done.told', 'none'])
    expect(buttonsOf(last)).toEqual(['take_back'])
    await ward.run(({ db }) => db.neighbourhood.update({ where: { id: twelve }, data: { headCitizenId: null } }))
    expect(keysOf(await begin())).toEqual(['not_head'])
  })
})
