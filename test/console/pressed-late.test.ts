import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { askAboutDisclosure } from '../../src/ward/disclosure/ask-about-disclosure.ts'
import { loadReference } from '../../src/ward/ward/load-reference.ts'
import { signedIn, type ConsoleClient, type Page, type TestConsole } from '../support/console-client.ts'
import { doIn } from '../support/make-talk.ts'
import { openDesk } from '../support/open-desk.ts'
import { makeParticipatingWard, type ParticipatingWard } from '../support/participating-ward.ts'

/** What busy people do: press twice, come back to an old page, edit what a colleague is editing, paste far too much. */

let ward: ParticipatingWard
let console: TestConsole
let author: ConsoleClient
let leader: ConsoleClient & { official: { id: string } }
let other: ConsoleClient

beforeAll(async () => {
  const desk = await openDesk(makeParticipatingWard)
  ;({ ward, console } = desk)
  await ward.run(loadReference)
  return desk.close
})
beforeEach(async () => {
  author = await signedIn(console, ward, ['culture_social'])
  leader = await signedIn(console, ward, ['leader'])
  other = await signedIn(console, ward, ['leader'])
})

const pathIn = ({ path }: Page): string => /^\/console(\/[a-z]+\/[0-9a-f-]{36})/.exec(path)?.[1] ?? ''
const faultsOf = (page: Page) => page.root.querySelectorAll('.faults a').map((link) => link.getAttribute('href'))
const noFile = { field: 'file', name: '', content: '' }

async function drafted(): Promise<string> {
  await author.get('/notices/new?kind=general')
  const what = { what: 'Phun thuốc muỗi', event_date: '', event_clock: '', place: 'tổ 12', contact: '0203 000 0015' }
  const path = pathIn(await author.submit(what))
  await author.get(`${path}/audience`)
  await author.upload({ whom: 'households' }, noFile)
  return path
}

describe('a notice', () => {
  it('is submitted and approved once, however often the button is pressed', async () => {
    const path = await drafted()
    await author.get(path)
    const submit = author.hold(`${path}/submit`)
    for (const page of [...(await Promise.all([submit(), submit()])), await submit()])
      expect(page.text).toContain('Đã trình duyệt')
    await leader.get(path)
    const approve = leader.hold(`${path}/approve`)
    for (const page of [...(await Promise.all([approve(), approve()])), await approve()])
      expect(page.text).toContain('Đã duyệt')
    const lines = await ward.run((work) => work.db.auditLine.findMany({ where: { action: { startsWith: 'notice.' } } }))
    for (const action of ['notice.submitted', 'notice.approved'])
      expect(lines.filter((line) => line.action === action)).toHaveLength(1)
  })

  it('that somebody else has approved meanwhile is one link away from the refusal', async () => {
    const path = await drafted()
    await author.get(path)
    await author.submit({}, { action: `${path}/submit` })
    await other.get(path)
    const late = other.hold(`${path}/approve`)
    await leader.get(path)
    await leader.submit({}, { action: `${path}/approve` })
    const refused = await late()
    expect(refused.status).toBe(409)
    expect(refused.root.querySelector(`main a[href="/console${path}"]`)).not.toBeNull()
  })

  it.each([
    ['title', 'ộ'.repeat(3_000)],
    ['body', 'ộ'.repeat(4_001)],
    ['en_title', 'x'.repeat(201)],
  ])('whose %s is far too long is asked for again, and a face in it is kept', async (field, text) => {
    const path = await drafted()
    const words = {
      title: 'Mời họp 🎉👨‍👩‍👧',
      body: 'Phun thuốc muỗi tại tổ 12.',
      en_title: 'Spraying',
      en_body: 'Spraying.',
    }
    await author.get(`${path}/words`)
    expect(faultsOf(await author.submit({ ...words, [field]: text }))).toEqual([`#${field}`])
    await author.get(`${path}/words`)
    expect((await author.submit(words)).root.querySelector('h1')?.text).toContain('🎉👨‍👩‍👧')
  })

  it('is for nobody where a file names nobody in the register, and says so', async () => {
    const path = await drafted()
    await author.get(`${path}/audience`)
    const list = { field: 'file', name: 'ds.csv', content: 'Mã công dân\nKHONG-CO\n' }
    const page = await author.upload({ whom: 'list' }, list)
    expect([faultsOf(page), page.text]).toEqual([['#file'], expect.stringContaining('Không dòng nào trong tệp khớp')])
  })
})

describe('what is added', () => {
  it('by a button pressed twice stands once: a template, a deputy', async () => {
    await author.get('/notices/templates/general')
    const template = author.hold()
    const words = { title: 'T', body: 'B', en_title: 'T', en_body: 'B', source: 'x', zalo_id: '', zalo_values: '' }
    const count = () => ward.run((work) => work.db.noticeTemplate.count({ where: { kind: 'general' } }))
    const before = await count()
    for (const page of await Promise.all([template(words), template(words)])) expect(page.status).toBe(200)
    expect(await count()).toBe(before + 1)
    await leader.get('/notices/deputies')
    const name = leader.hold('/notices/deputies')
    const deputyId = (await signedIn(console, ward, ['culture_social'])).official.id
    for (const time of ['first', 'second']) {
      const page = await name({ deputy: deputyId, from_date: '2026-11-25', to_date: '2026-11-30' })
      expect(page.text, time).toContain('Đã ghi ủy quyền')
    }
    expect(await ward.run((work) => work.db.approvalDeputy.count({ where: { deputyId } }))).toBe(1)
  })
})

const disclosure = {
  ...{ category: 'D07', title: 'Hộ nghèo', summary: 'Có 11 hộ.', decisionNumber: '1/QĐ', decisionDate: '2026-11-20' },
  ...{ clockRule: 'DISC.GENERAL', clockDate: '', supersedesId: '' },
}
const consultation = {
  ...{ title: 'dời chợ', question: 'Có nên dời chợ không?', background: 'Chợ chật.' },
  ...{ closesDate: '2026-12-15', answerDate: '2026-12-25' },
}

describe('what two officials edit at once', () => {
  it.each([
    ['disclosures', disclosure],
    ['consultations', consultation],
  ])('of %s is not overwritten unread; a second press is meant', async (noun, typed) => {
    await leader.get(`/${noun}/new`)
    const path = pathIn(await leader.submit(typed))
    await other.get(`${path}/edit`)
    const late = other.hold()
    await leader.get(`${path}/edit`)
    await leader.submit({ ...typed, title: 'Bản của người thứ nhất' })
    const refused = await late({ ...typed, title: 'Bản của người thứ hai' })
    expect(faultsOf(refused)).toEqual(['#title'])
    expect(refused.root.querySelector('#title')?.getAttribute('value')).toBe('Bản của người thứ hai')
    expect((await leader.get(path)).text).toContain('Bản của người thứ nhất')
    expect((await other.submit({ ...typed, title: 'Bản của người thứ hai' })).text).toContain('Bản của người thứ hai')
  })
})

describe('what was typed and refused', () => {
  it('is still there: an answer to a question that is too long', async () => {
    await leader.get('/disclosures/new')
    const path = pathIn(await leader.submit(disclosure))
    await leader.submit({}, { action: `${path}/publish` })
    const disclosureId = path.split('/')[2]!
    await doIn(ward)(await ward.chatOf('12-2'), askAboutDisclosure, { disclosureId, question: 'Vì sao là 11 hộ?' })
    const page = await leader.get(path)
    const field = page.root.querySelector('textarea[name^=answer_]')!.getAttribute('name')!
    const action = page.root.querySelector('form[action*="/questions/"]')!.getAttribute('action')!
    const long = 'Đã rà soát. '.repeat(200)
    const refused = await leader.submit({ [field]: long }, { action: action.replace('/console', '') })
    expect(faultsOf(refused)).toEqual([`#${field}`])
    expect(refused.root.querySelector(`#${field}`)?.text).toBe(long)
    const kept = await leader.submit({ [field]: 'Đã rà soát.' }, { action: action.replace('/console', '') })
    expect(kept.text).toContain('Đã rà soát.')
  })

  it('is named for what it is: a list of candidates that is too long is not empty', async () => {
    await leader.get('/elections/new')
    const election = {
      ...{ kind: 'neighbourhood_head', neighbourhoodId: ward.twelve, title: 'Bầu tổ trưởng', date: '2027-03-07' },
      ...{ clock: '08:00', endClock: '', place: 'Nhà văn hóa', bring: '', minCandidates: '1' },
    }
    const path = pathIn(await leader.submit(election))
    const candidates = 'Nguyễn Văn Mẫu; 1968; Hưu trí\n'.repeat(200)
    const page = await leader.submit({ candidates }, { action: `${path}/candidates` })
    expect(page.root.querySelector('#candidates-fault')?.text).toContain('dài quá')
  })
})
