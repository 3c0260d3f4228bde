import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeParticipatingWard, type ParticipatingWard } from '../../support/participating-ward.ts'
import { freshDatabase, type TestDatabase } from '../../support/test-ward.ts'
import { confirmLawRule, doubtLawRule } from '../../../src/ward/law/confirm-law-rule.ts'
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
    expect(await take(heading + row)).toEqual({ ok: true, value: { added: 1, faults: [] } })
    expect(await take(heading + row)).toEqual({ ok: true, value: { added: 0, faults: [] } })
    expect((await find('MEET.NOTICE')).map(({ offset, confirmedBy }) => [offset, confirmedBy])).toEqual([
      [3, null],
      [2, null],
    ])
  })

  it('takes nothing of a file with a bad line, and names the line', async () => {
    const bad = 'NEW.RULE,x,meetingAt,2,FORTNIGHT,before,,,B,HIGH,2027-01-01,\n'
    const good = 'NEW.OTHER,x,meetingAt,2,D,before,,,B,HIGH,2027-01-01,\n'
    expect(await take(heading + good + bad)).toEqual({ ok: true, value: { added: 0, faults: [3] } })
    expect(await find('NEW.OTHER')).toEqual([])
    expect(await take('"')).toEqual({ ok: false, refusal: 'csv_unreadable' })
  })
})
