import { describe, expect, it } from 'vitest'
import { parseDossierCode } from '../../../src/ward/dossier/dossier-code.ts'

describe('a dossier code', () => {
  it.each([
    ['H15.50.05.13-261008-0975', 'H15.50.05.13', '2026-10-08', '0975'],
    ['000.00.12.H55-240105-0001', '000.00.12.H55', '2024-01-05', '0001'],
    ['H49.12-250703-0001', 'H49.12', '2025-07-03', '0001'],
    ['H49.12-261120-0034', 'H49.12', '2026-11-20', '0034'],
    ['H49.12-261105-0007', 'H49.12', '2026-11-05', '0007'],
    ['H55.242-260901-0012', 'H55.242', '2026-09-01', '0012'],
    ['G09.20-260105-000123', 'G09.20', '2026-01-05', '000123'],
    ['G09.20-260105-1000123', 'G09.20', '2026-01-05', '1000123'],
    ['H49-261120-0034', 'H49', '2026-11-20', '0034'],
  ])('%s is read into agency, day and number', (code, agencyCode, receivedDate, serial) => {
    expect(parseDossierCode(code)).toEqual({ code, agencyCode, receivedDate, serial, doubt: null })
  })

  it.each([
    ' h49.12-261120-0034 ',
    'H49.12\u2013261120\u20130034',
    'H49.12 - 261120 - 0034',
    'H49. 12-261120-0034',
    'HS H49.12-261120-0034',
    'HS: h49.12-261120-0034',
    'Mã hồ sơ: H49.12-261120-0034',
    'Hồ sơ số H49.12-261120-0034'.normalize('NFD'),
    '\uFEFFH49.12-261120-0034',
  ])('written as "%s" has one canonical form', (text) => {
    expect(parseDossierCode(text)?.code).toBe('H49.12-261120-0034')
  })

  it.each([
    ['a procedure code', '1.011442.000.00.00.H38'],
    ['a short procedure code', '2.000815'],
    ['an agency alone', 'H55.242'],
    ['a phone number', '0912 345 678'],
    ['a citizen id', '022090001234'],
    ['a house number', '12/34/5A'],
    ['letters where digits belong', 'H49.12-26112O-OO34'],
    ['a serial that is too short', 'H49.12-261120-034'],
    ['two codes at once', 'H49.12-261120-0034 H49.12-261120-0035'],
    ['a code inside a sentence', 'cho hỏi H49.12-261120-0034'],
    ['a feedback code', 'PA-2611-0042'],
    ['nothing', ''],
  ])('is not seen in %s', (_, text) => {
    expect(parseDossierCode(text)).toBeNull()
  })

  it('with an impossible day is kept and doubted', () => {
    expect(parseDossierCode('H49.12-251332-0001')).toMatchObject({
      code: 'H49.12-251332-0001',
      receivedDate: null,
      doubt: 'no_such_date',
    })
    expect(parseDossierCode('H49.12-260229-0001')?.doubt).toBe('no_such_date')
    expect(parseDossierCode('H49.12-280229-0001')?.doubt).toBeNull()
  })

  it('with a day that has not come is doubted', () => {
    expect(parseDossierCode('H49.12-261122-0001', '2026-11-21')?.doubt).toBe('future_date')
    expect(parseDossierCode('H49.12-261121-0001', '2026-11-21')?.doubt).toBeNull()
  })
})
