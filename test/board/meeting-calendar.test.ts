import { expect, it } from 'vitest'
import { meetingCalendar } from '../../src/board/participation/meetings.tsx'

it('a meeting at half past seven in the evening is at half past seven in everybody’s calendar', () => {
  const startsAt = new Date('2026-12-05T19:30:00+07:00')
  const row = { id: 'm', title: 'Họp tổ', place: 'Nhà văn hóa', agenda: ['Sửa đường'], startsAt, calledAt: startsAt, version: 1, status: 'called' } // prettier-ignore
  const ward = { slug: 'thu', name: 'phường Thử' }
  const text = meetingCalendar(ward, [row as never], startsAt)
  expect(text).toMatch(/^DTSTART:20261205T123000Z\r?$/m)
  expect(text).toMatch(/^DTEND:20261205T143000Z\r?$/m)
  expect(text).not.toContain('TZID')
})
