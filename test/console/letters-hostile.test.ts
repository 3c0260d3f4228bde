import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '../../src/platform/ids.ts'
import { planLetters } from '../../src/ward/letter/plan-letters.ts'
import { openLetterTask } from '../../src/ward/letter-task/open-letter-task.ts'
import { proposeLongevity } from '../../src/ward/longevity/keep-longevity.ts'
import { aBirth, aDeath, makeLetterWard, type LetterWard } from '../support/letter-ward.ts'
import { openConsole, signedIn, type ConsoleClient, type TestConsole } from '../support/console-client.ts'
import { freshDatabase, type TestDatabase } from '../support/test-ward.ts'

/** Every form of letters, filled in by somebody who means harm or by a machine that has gone mad. */

let store: TestDatabase
let ward: LetterWard
let desk: TestConsole
let client: ConsoleClient

beforeAll(async () => {
  store = await freshDatabase()
  ward = await makeLetterWard(store)
  desk = await openConsole(store, ward)
  await ward.tell(aBirth(), aDeath({ people: [{ role: 'deceased', fullName: 'Lê Thị Hiền' }] }))
  ward.clock.set('2026-11-28T09:00:00+07:00')
  await ward.run((work) => planLetters(work, { everyOpen: true }))
  await ward.run((work) => openLetterTask(work, { kind: 'birth_wish', words: 'xin thư' }))
  await ward.run((work) => proposeLongevity(work, { year: 2024 }))
  client = await signedIn(desk, ward, ['leader', 'culture_social'])
})
afterAll(async () => {
  await desk.close()
  await store.drop()
})

const values: Record<string, string | readonly string[]> = {
  nothing: '',
  'a NUL': 'a\0b',
  'a script': '<script>alert(1)</script>"><img src=x onerror=alert(1)>',
  'a statement': "'; drop table letter; --",
  'a thousand letters in every field': 'Ộ'.repeat(1_000),
  'writing turned round': 'Lành \u202egnourt',
  'half a character': 'x\ud83d',
  'a number beyond numbers': '9'.repeat(400),
  'a number of another kind': '-1e99',
  'an id of nobody': newId(),
  'one field twice': ['a', 'b'],
}

const fields = [
  ...[
    'kind',
    'registerNumber',
    'registeredDate',
    'nature',
    'bornDate',
    'diedDate',
    'handedOverDate',
    'child',
    'mother',
  ],
  ...[
    'childYear',
    'motherYear',
    'motherConsent',
    'deceased',
    'birthYear',
    'gender',
    'relative',
    'relativeYear',
    'died',
  ],
  ...['funeral', 'addressee', 'text', 'decision', 'date', 'visitor', 'other', 'visitDate', 'on', 'letter', 'amount'],
  ...['form', 'handedBy', 'receipt', 'letterId', 'normKind', 'normAmount', 'normFrom', 'normSource', 'to', 'way'],
  ...['signerTitle', 'signerName', 'contactName', 'contactPhone', 'body-birth', 'body-condolence', 'dismissed'],
]

async function forms(): Promise<string[]> {
  const letters = await ward.letters()
  const tasks = await ward.tasks()
  const line = await ward.run((work) => work.db.longevityLine.findFirst())
  const deeds = ['approve', 'take-back', 'clear', 'stop', 'tray', 'hand-over', 'visitor']
  return [
    ...[
      '/letters/approve',
      '/letters/deaths',
      '/letters/signer',
      '/civil-events',
      '/fund',
      '/fund/norms',
      '/longevity',
    ],
    ...['/letters/texts/birth', '/letters/texts/condolence', '/letters/texts/x', `/fund/${newId()}/void`],
    ...letters.flatMap(({ id }) => deeds.map((deed) => `/letters/${id}/${deed}`)),
    ...tasks.flatMap(({ id }) => ['close', 'match', 'who'].map((deed) => `/letters/tasks/${id}/${deed}`)),
    ...(line === null ? [] : [`/longevity/${line.id}`]),
    ...['/letters/x/approve', `/letters/${newId()}/approve`, '/letters/tasks/x/close', '/letters/versions/x/approve'],
  ]
}

describe('every form of letters', () => {
  test.each(Object.entries(values))(
    'survives %s',
    async (_what, value) => {
      const token = tokenOf(await client.get('/letters/texts'))
      const tasks = (await ward.tasks()).flatMap(({ id }) => [`note-${id}`, `person-${id}`, `who-${id}`])
      const filled = Object.fromEntries([...fields, ...tasks].map((field) => [field, value]))
      for (const path of await forms()) {
        const page = await client.post(path, { ...filled, ...token })
        expect([200, 400, 404, 409, 413, 422], `${path}: ${page.status}`).toContain(page.status)
        expect(page.body).not.toContain('<script>alert')
        expect(page.body).not.toContain('<img src=x')
      }
    },
    60_000
  )

  test.each([newId(), 'x', '<script>'])('a gift for a letter that is none (%s) is refused', async (letterId) => {
    const token = tokenOf(await client.get('/letters/texts'))
    const entry = { kind: 'budget', form: 'deposit', amount: '100.000', date: '2026-11-20', handedBy: '', receipt: '' }
    expect((await client.post('/fund', { ...entry, letterId, ...token })).status).toBe(409)
  })

  test.each(['1e9', '0x10', '-5', '１０００', '1,5', '99999999999999'])('“%s” is no amount', async (amount) => {
    const token = tokenOf(await client.get('/letters/texts'))
    const entry = { kind: 'budget', form: 'deposit', date: '2026-11-20', handedBy: '', receipt: '', letterId: '' }
    await client.post('/fund', { ...entry, amount, ...token })
    expect(await ward.run((work) => work.db.fundEntry.count())).toBe(0)
  })

  test('in the end nobody was written to, and no letter was agreed to that had no words', async () => {
    const rows = await ward.run((work) => work.db.outbox.count({ where: { source: 'letter' } }))
    expect(rows).toBe(0)
    expect((await client.get('/letters')).status).toBe(200)
    expect((await client.get('/civil-events')).status).toBe(200)
    expect((await client.get('/fund')).status).toBe(200)
  })
})

function tokenOf(page: Awaited<ReturnType<ConsoleClient['get']>>): Record<string, string> {
  const [input] = page.root.querySelectorAll('main form[method=post] input[type=hidden]')
  return { [input!.getAttribute('name')!]: input!.getAttribute('value')! }
}
