import { describe, expect, it } from 'vitest'
import { lockSecondsAfter } from '../../../src/ward/official/lock-out.ts'
import { permissionsOf, permissionsOfRole, roles } from '../../../src/ward/official/permission.ts'
import { deviceOf, isSessionOpen } from '../../../src/ward/session/session.ts'

describe('the pause after failures', () => {
  it('begins with the fifth, grows, and stays at four hours', () => {
    expect([0, 1, 4, 5, 6, 7, 8, 9, 50].map(lockSecondsAfter)).toEqual([0, 0, 0, 60, 300, 900, 3600, 14_400, 14_400])
  })
})

describe('roles', () => {
  it('add up, and a role nobody knows any more gives nothing', () => {
    expect(permissionsOf(['front', 'wizard'])).toEqual(new Set(permissionsOfRole.front))
    expect(permissionsOf(['front', 'duty']).has('read_restricted')).toBe(true)
  })

  it('leave restricted conversations closed to the keeper of accounts', () => {
    expect(permissionsOf(['ward_admin']).has('read_restricted')).toBe(false)
    expect(roles.filter((role) => permissionsOfRole[role].includes('manage_officials'))).toEqual(['ward_admin'])
  })
})

describe('a session', () => {
  const at = (time: string) => new Date(`2026-11-23T${time}+07:00`)
  const times = { lastSeenAt: at('08:00'), expiresAt: new Date('2026-11-24T07:00:00+07:00'), endedAt: null }
  it.each([
    ['while it is used', times, at('15:59'), true],
    ['after eight idle hours', times, at('16:00'), false],
    ['after a day, however busy', { ...times, lastSeenAt: times.expiresAt }, times.expiresAt, false],
    ['once it was ended', { ...times, endedAt: at('08:01') }, at('08:02'), false],
  ])('is open or not %s', (_when, session, now, open) => {
    expect(isSessionOpen(session, now)).toBe(open)
  })

  it('is known by browser and machine, nothing finer', () => {
    expect(
      deviceOf(
        'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) coc_coc_browser/120.0 Chrome/114.0 Safari/537.36'
      )
    ).toBe('Cốc Cốc, Windows')
    expect(
      deviceOf(
        'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 Version/17.0 Mobile Safari/604.1'
      )
    ).toBe('Safari, iPhone')
    expect(deviceOf(undefined)).toBe('')
  })
})
