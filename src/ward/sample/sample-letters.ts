import type { Translate } from '../../platform/i18n.ts'
import { addDays, wardDateOf } from '../../platform/ward-time.ts'
import { recordCivilEvents } from '../civil-event/record-civil-events.ts'
import { keepFundNorm, recordFundEntry } from '../fund/keep-fund.ts'
import { letterKinds } from '../letter/letter.ts'
import { keepLetterSetting } from '../letter/letter-setting.ts'
import { approveLetterText, draftLetterText } from '../letter-text/keep-letter-text.ts'
import type { Work } from '../work.ts'

/** Words of letters, a signer, norms of the fund, and three families: a birth, a wedding, a death. All invented; once. */
export async function seedSampleLetters(work: Work, t: Translate): Promise<void> {
  if ((await work.db.letterText.count()) > 0) return
  for (const kind of letterKinds) {
    const draft = await draftLetterText(work, { kind, body: t(`letter.text.${kind}`, {}, 'vi') })
    if (draft.ok) await approveLetterText(work, { textId: draft.value.id })
  }
  await keepLetterSetting(work, {
    signerTitle: 'TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH',
    signerName: 'Trần Thị Mẫu',
    contactName: 'Bà Hạnh, Bộ phận Một cửa',
    contactPhone: '0203 000 0000',
  })
  const today = wardDateOf(work.now)
  const year = today.slice(0, 4)
  const norms = { birth: 100_000, marriage: 100_000, condolence: 200_000, longevity: 300_000 }
  for (const kind of letterKinds) {
    await keepFundNorm(work, {
      kind,
      amountDong: norms[kind],
      effectiveFrom: `${year}-01-01`,
      source: 'Quyết định mẫu 01',
    })
  }
  await recordFundEntry(work, { kind: 'budget', form: 'deposit', amountDong: 30_000_000, givenDate: `${year}-01-01` })
  const registeredDate = addDays(today, -1)
  const parents = [
    { role: 'mother' as const, fullName: 'Nguyễn Thị Mẫu Lành', birthYear: 1996, consent: 'paper' as const },
    { role: 'father' as const, fullName: 'Trần Văn Mẫu Thuận', birthYear: 1994, consent: 'paper' as const },
  ]
  const couple = [
    { role: 'husband' as const, fullName: 'Phạm Văn Mẫu Khoan', birthYear: 1992, consent: 'paper' as const },
    { role: 'wife' as const, fullName: 'Đỗ Thị Mẫu Mận', birthYear: 1995, consent: 'paper' as const },
  ]
  const dead = { role: 'deceased' as const, fullName: 'Lê Thị Mẫu Hiền', birthYear: 1941, gender: 'female' as const }
  const birth = { kind: 'birth' as const, registerNumber: '45', registeredDate }
  await recordCivilEvents(
    work,
    [
      { ...birth, people: [{ role: 'child', fullName: 'Trần Mẫu Minh Khôi', birthYear: Number(year) }, ...parents] },
      { kind: 'marriage', registerNumber: '12', registeredDate, handedOverDate: registeredDate, people: couple },
      { kind: 'death', registerNumber: '7', registeredDate, diedDate: addDays(today, -2), people: [dead] },
    ],
    'import:sample'
  )
}
