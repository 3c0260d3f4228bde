import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeParticipatingWard, type ParticipatingWard } from '../../support/participating-ward.ts'
import { freshDatabase, type TestDatabase } from '../../support/test-ward.ts'
import { confirmLawRule, doubtLawRule } from '../../../src/ward/law/confirm-law-rule.ts'
import { endLawRule, withdrawLawRule } from '../../../src/ward/law/end-law-rule.ts'
import { importLawRules } from '../../../src/ward/law/import-law-rules.ts'
import { listLawRules } from '../../../src/ward/law/list-law-rules.ts'

let at: TestDatabase
let ward: ParticipatingWard
beforeAll(async () => {
  at = await freshDatabase()
  ward = await makeParticipatingWard(at)
})
afterAll(() => at.drop())

const heading =
  'rule_id,subject,anchor,offset,unit,direction,threshold,mandatory_form,basis,confidence,effective_from,confirmed_by\n'
const take = (text: string) => ward.act((work) => importLawRules(work, { text }))
const find = async (ruleId: string) =>
  (await ward.act((work) => listLawRules(work))).filter((rule) => rule.ruleId === ruleId)

describe('the rule table of a ward', () => {
  it('is confirmed row by row, by name and day, and doubted again', async () => {
    const [rule] = await find('MEET.NOTICE')
    const confirm = () => ward.act((work) => confirmLawRule(work, { ruleRowId: rule!.id, officialId: ward.officialId }))
    expect((await confirm()).ok).toBe(true)
    expect(await confirm()).toEqual({ ok: false, refusal: 'already_confirmed' })
    expect(await find('MEET.NOTICE')).toMatchObject([{ confirmedByName: 'Cán bộ Thử', confirmedAt: ward.clock.now() }])
    await ward.act((work) => doubtLawRule(work, { ruleRowId: rule!.id }))
    expect(await find('MEET.NOTICE')).toMatchObject([{ confirmedByName: null, confirmedAt: null }])
  })

  it('takes a changed rule with its later day beside the old one', async () => {
    const row = 'MEET.NOTICE,họp,meetingAt,3,D,before,,Mau01,ND99/2027 D1,HIGH,2027-01-01,x\n'
    expect(await take(heading + row)).toEqual({ ok: true, value: { added: 1, known: 0, faults: [] } })
    expect(await take(heading + row)).toEqual({ ok: true, value: { added: 0, known: 1, faults: [] } })
    expect((await find('MEET.NOTICE')).map(({ offset, confirmedBy }) => [offset, confirmedBy])).toEqual([
      [3, null],
      [2, null],
    ])
  })

  it('takes nothing of a file with a bad line, and names the line', async () => {
    const bad = 'NEW.RULE,x,meetingAt,2,FORTNIGHT,before,,,B,HIGH,2027-01-01,\n'
    const good = 'NEW.OTHER,x,meetingAt,2,D,before,,,B,HIGH,2027-01-01,\n'
    expect(await take(heading + good + bad)).toEqual({ ok: true, value: { added: 0, known: 0, faults: [3] } })
    expect(await find('NEW.OTHER')).toEqual([])
    expect(await take('"')).toEqual({ ok: false, refusal: 'csv_unreadable' })
  })

  it('keeps the last day of a rule that ends, and ends it at an official’s word', async () => {
    const ended = heading.replace('effective_from', 'effective_from,effective_to')
    const row = 'NEW.SHORT,x,meetingAt,2,D,before,,,B,HIGH,2027-01-01,2027-06-30,\n'
    expect(await take(ended + row)).toMatchObject({ value: { added: 1 } })
    expect(await find('NEW.SHORT')).toMatchObject([{ effectiveTo: '2027-06-30' }])
    const [{ id: ruleRowId } = { id: '' }] = await find('NEW.SHORT')
    const end = (lastDate: string | null) => ward.act((work) => endLawRule(work, { ruleRowId, lastDate }))
    expect(await end('2026-12-31')).toEqual({ ok: false, refusal: 'ends_before_it_begins' })
    expect((await end('2027-03-31')).ok).toBe(true)
    expect(await find('NEW.SHORT')).toMatchObject([{ effectiveTo: '2027-03-31' }])
    expect(await take(ended + row.replace('2027-06-30', '2026-06-30').replace('NEW.SHORT', 'NEW.PAST'))).toMatchObject({
      value: { added: 0, faults: [2] },
    })
  })

  it.each([
    ['counted from another event', 'MEET.NOTICE,họp,electionAt,2,D,before,,,B,HIGH,2028-01-01,\n'],
    ['counted the other way', 'MEET.NOTICE,họp,meetingAt,2,D,after,,,B,HIGH,2028-01-01,\n'],
    ['without a lead time at all', 'MEET.NOTICE,họp,,,,,yes*2>total,,B,HIGH,2028-01-01,\n'],
  ])('takes no later row of a rule that is %s', async (_, row) =>
    expect(await take(heading + row)).toEqual({ ok: true, value: { added: 0, known: 0, faults: [2] } })
  )

  it('gives back what was imported by mistake, until somebody has confirmed it', async () => {
    await take(heading + 'CONF.YEAR,x,meetingAt,6,D,before,,,B,HIGH,2027-01-01,\n')
    const [later, first] = await find('CONF.YEAR')
    const withdraw = (ruleRowId: string) => ward.act((work) => withdrawLawRule(work, { ruleRowId }))
    expect(await withdraw(first!.id)).toEqual({ ok: false, refusal: 'of_every_ward' })
    await ward.act((work) => confirmLawRule(work, { ruleRowId: later!.id, officialId: ward.officialId }))
    expect(await withdraw(later!.id)).toEqual({ ok: false, refusal: 'already_confirmed' })
    await ward.act((work) => doubtLawRule(work, { ruleRowId: later!.id }))
    expect((await withdraw(later!.id)).ok).toBe(true)
    expect(await find('CONF.YEAR')).toHaveLength(1)
  })
})
