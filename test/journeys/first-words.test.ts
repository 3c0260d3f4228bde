import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openRunningWard, type Correspondent, type RunningWard } from '../support/running-ward.ts'

let ward: RunningWard
beforeAll(async () => {
  ward = await openRunningWard({ at: '2026-11-24T14:30:00+07:00' })
})
afterAll(() => ward.close())

const asksWhereOneLives = /ở tổ dân phố nào/

describe('somebody who writes for the first time', () => {
  it.each<[string, () => Correspondent]>([
    ['Zalo', () => ward.byZalo()],
    ['Telegram', () => ward.byTelegramWebhook()],
    ['the web', () => ward.byWeb()],
  ])('gets two bubbles for a simple question: who speaks and what is kept, then the answer (%s)', async (_name, by) => {
    const [introduction, answer, ...more] = await by().says('mấy giờ phường làm việc vậy ạ')
    expect(more).toEqual([])
    for (const said of ['trả lời tự động', 'UBND phường Cẩm Bình', 'dữ liệu của tôi', '"dừng"'])
      expect(introduction).toContain(said)
    expect(answer).toBe(
      'Dạ, thứ Ba, 24/11/2026 phường nghỉ (Ngày Văn hóa Việt Nam). Mở cửa lại thứ Tư, 25/11/2026: 07 giờ 30 – 11 giờ 30, 13 giờ 30 – 17 giờ 00.'
    )
  })

  it('is asked where they live a message later, once, and told what for', async () => {
    const citizen = ward.byZalo()
    await citizen.says('mấy giờ phường làm việc vậy ạ')
    const next = (await citizen.says('số điện thoại của phường là gì')).join('\n')
    expect(next).toMatch(asksWhereOneLives)
    expect(next).toMatch(/để báo đúng tin của tổ/)
    expect((await citizen.says('địa chỉ phường ở đâu')).join('\n')).not.toMatch(asksWhereOneLives)
  })

  it('who only says hello is greeted once, and asked where they live', async () => {
    const said = await ward.byZalo().says('xin chào phường')
    expect(said).toHaveLength(2)
    expect(said.join('\n').match(/chào/giu)).toHaveLength(1)
    expect(said[1]).toMatch(/^Ông\/bà cần việc gì, cứ nhắn tự nhiên ạ/)
    expect(said[1]).toMatch(asksWhereOneLives)
  })

  it('is not asked for anything right after a warning of swindlers, nor when saying goodbye', async () => {
    const warned = ward.byZalo()
    await warned.says('co nguoi xung can bo phuong bao chuyen 2 trieu lam so do, that khong')
    expect((await warned.says('không')).join('\n')).not.toMatch(asksWhereOneLives)
    const leaving = ward.byZalo()
    await leaving.says('mấy giờ phường làm việc vậy ạ')
    expect((await leaving.says('cảm ơn cháu nhé')).join('\n')).not.toMatch(asksWhereOneLives)
  })
})
