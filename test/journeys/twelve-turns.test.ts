import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openRunningWard, type Correspondent, type RunningWard } from '../support/running-ward.ts'

/** What is said, in the order it is said; `press` chooses by the words of a choice, each channel in its own way. */
const turns: ({ say: string } | { press: string })[] = [
  { say: 'ho so H49.12-26112O-OO34 cua toi den dau roi a' },
  { say: '4567' },
  { press: 'Báo khi có kết quả' },
  { say: 'to 12' },
  { say: 'nhà em mới có cháu, giờ ra phường làm giấy tờ thì phải mang những gì hả cô' },
  { say: 'mấy giờ phường mở cửa vậy' },
  { say: 'tổ trưởng tổ 12 là ai' },
  { say: 'co nguoi xung can bo phuong bao chuyen 2 trieu lam so do, that khong' },
  { say: 'hồ sơ H49.12-261105-0007, 2211' },
  { say: 'dữ liệu của tôi' },
  { say: 'bot ngu qua, goi can bo ra day' },
  { say: 'thoi dung nhan tin nua' },
]

let ward: RunningWard
beforeAll(async () => {
  ward = await openRunningWard()
})
afterAll(() => ward.close())

/** A reply without the channel's own way of showing choices. */
function plain(reply: string): string {
  return reply
    .split('\n')
    .map((line) => line.replace(/^\d+\. (.+)$/, '[$1]'))
    .filter((line) => line !== '')
    .join('\n')
}

async function talk(citizen: Correspondent): Promise<string> {
  const lines: string[] = []
  for (const turn of turns) {
    const replies = 'say' in turn ? await citizen.says(turn.say) : await citizen.presses(turn.press)
    lines.push(
      `R: ${'say' in turn ? turn.say : `[${turn.press}]`}`,
      ...replies.map((reply) => `W: ${plain(reply)}`),
      ''
    )
  }
  return lines.join('\n')
}

describe('the same twelve turns', () => {
  it('get the words that officials have read and approved', async () => {
    await expect(await talk(ward.byWeb())).toMatchFileSnapshot('golden/twelve-turns.txt')
  })

  it('get the same answers through Zalo', async () => {
    await expect(await talk(ward.byZalo())).toMatchFileSnapshot('golden/twelve-turns.txt')
  })

  it('get the same answers through Telegram by webhook', async () => {
    await expect(await talk(ward.byTelegramWebhook())).toMatchFileSnapshot('golden/twelve-turns.txt')
  })

  it('get the same answers through Telegram by polling', async () => {
    const citizen = ward.byTelegramPolling()
    await expect(await talk(citizen)).toMatchFileSnapshot('golden/twelve-turns.txt')
    await citizen.stop()
  })
})
