import { describe, expect, it } from 'vitest'
import { fillZaloForm } from '../../../src/ward/notice/notice-words.ts'

const zalo = {
  id: '7895417a',
  values: { ten: '{{ward}}', noi_dung: 'họp {{event_date}}: {{what}}', ho: '{{household}}' },
}

describe('a template Zalo has approved', () => {
  it('is filled from the facts, with a general word where a recipient would stand', () => {
    const facts = { what: ' sửa ngõ ', event_date: '2026-12-06' }
    expect(fillZaloForm({ zalo }, facts, 'phường Thử')).toEqual({
      id: '7895417a',
      values: { ten: 'phường Thử', noi_dung: 'họp Chủ nhật, 06/12/2026: sửa ngõ', ho: 'gia đình' },
    })
  })

  it('is left out where one of its parameters has nothing to say, or the ward has none', () => {
    expect(fillZaloForm({ zalo }, { what: 'sửa ngõ' }, 'phường Thử')).toBeNull()
    expect(fillZaloForm({ zalo: null }, { what: 'sửa ngõ' }, 'phường Thử')).toBeNull()
  })
})
