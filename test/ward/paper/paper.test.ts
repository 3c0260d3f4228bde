import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { draftDisclosure } from '../../../src/ward/disclosure/keep-disclosure.ts'
import { showDisclosure } from '../../../src/ward/disclosure/find-disclosures.ts'
import { publishDisclosure } from '../../../src/ward/disclosure/publish-disclosure.ts'
import { keepPaper, removePaper, replacePaper } from '../../../src/ward/paper/keep-paper.ts'
import { listPapers, readPaper } from '../../../src/ward/paper/list-papers.ts'
import { openConsole, signedIn } from '../../support/console-client.ts'
import { doIn } from '../../support/make-talk.ts'
import { makeParticipatingWard, type ParticipatingWard } from '../../support/participating-ward.ts'
import { freshDatabase, type TestDatabase } from '../../support/test-ward.ts'

let at: TestDatabase
let ward: ParticipatingWard
beforeAll(async () => void (at = await freshDatabase()))
beforeEach(async () => void (ward = await makeParticipatingWard(at)))
afterAll(() => at.drop())

const pdf = (text: string) => Buffer.from(`%PDF-1.4 ${text}`)

async function drafted() {
  const made = await ward.act((work) =>
    draftDisclosure(work, {
      ...{ category: 'D02', title: 'Dự toán năm 2027', summary: 'Thu, chi.', decisionNumber: '41/QĐ-UBND' },
      ...{ decisionDate: '2026-11-20', clockRule: 'DISC.GENERAL', clockDate: '2026-11-20', supersedesId: null },
    })
  )
  if (!made.ok) throw new Error(made.refusal)
  const of = { noun: 'disclosure' as const, rowId: made.value.disclosureId }
  const file = { ...of, officialId: ward.officialId }
  const kept = await ward.act((work) => keepPaper(work, { ...file, name: 'du-toan.pdf', bytes: pdf('cũ') }))
  if (!kept.ok) throw new Error(kept.refusal)
  const publish = () =>
    ward.act((work) =>
      publishDisclosure(work, { disclosureId: of.rowId, officialId: ward.officialId, place: 'Trang phường' })
    )
  return { of, file, paperId: kept.value.paperId, publish }
}

describe('a paper', () => {
  it('of a draft is taken away', async () => {
    const { of, paperId } = await drafted()
    expect(await ward.act((work) => removePaper(work, { ...of, paperId }))).toMatchObject({ ok: true })
    expect(await ward.act((work) => listPapers(work, of))).toEqual([])
  })

  it('that is public is not taken away, but replaced by a later version; the old one stays readable', async () => {
    const { of, file, paperId, publish } = await drafted()
    await publish()
    const removed = await ward.act((work) => removePaper(work, { ...of, paperId }))
    expect(removed).toEqual({ ok: false, refusal: 'public_already' })
    ward.clock.set('2026-11-26T09:00:00+07:00')
    const version = { ...file, paperId, name: 'du-toan-sua.pdf', bytes: pdf('mới') }
    expect((await ward.act((work) => replacePaper(work, version))).ok).toBe(true)
    expect(await ward.act((work) => listPapers(work, of))).toMatchObject([
      { name: 'du-toan-sua.pdf', replacedAt: null, isPublic: true },
      { id: paperId, name: 'du-toan.pdf', replacedAt: new Date('2026-11-26T09:00:00+07:00') },
    ])
    const old = await ward.act((work) => readPaper(work, { ...of, paperId }))
    expect(old?.bytes.toString()).toContain('cũ')
    const talk = await ward.chatOf('12-1')
    const told = await doIn(ward)(talk, showDisclosure, { disclosureId: of.rowId })
    expect(told?.papers).toEqual(['du-toan-sua.pdf'])
    expect(await ward.act((work) => replacePaper(work, version))).toEqual({ ok: false, refusal: 'not_found' })
  })

  it('of a kind the ward does not publish replaces nothing', async () => {
    const { of, file, paperId, publish } = await drafted()
    await publish()
    const bad = { ...file, paperId, name: 'x.exe', bytes: Buffer.from('MZ') }
    expect(await ward.act((work) => replacePaper(work, bad))).toEqual({ ok: false, refusal: 'file_type' })
    expect(await ward.act((work) => listPapers(work, of))).toMatchObject([{ id: paperId, replacedAt: null }])
  })

  it('that is public has a page of its own for the later version, and no way to take it away', async () => {
    const { of, paperId, publish } = await drafted()
    await publish()
    const console = await openConsole(at, ward)
    const client = await signedIn(console, ward, ['leader'])
    const page = await client.get(`/disclosures/${of.rowId}`)
    const ids = page.root.querySelectorAll('[id]').map((one) => one.getAttribute('id'))
    expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([])
    const deeds = page.root.querySelectorAll('form').map((form) => form.getAttribute('action') ?? '')
    expect(deeds.filter((action) => action.endsWith('/remove'))).toEqual([])
    expect(page.root.querySelector(`a[href$="/papers/${paperId}/replace"]`)?.text).toBe('Thay tệp “du-toan.pdf”')
    const form = await client.get(`/disclosures/${of.rowId}/papers/${paperId}/replace`)
    expect(form.root.querySelectorAll('form[enctype="multipart/form-data"]')).toHaveLength(1)
    await console.close()
  })
})
