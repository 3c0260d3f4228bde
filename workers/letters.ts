import { planLetters } from '../src/ward/letter/plan-letters.ts'
import { purgeLetterWords } from '../src/ward/letter/purge-letter-words.ts'
import { sendLetters } from '../src/ward/letter/send-letters.ts'
import { ringWaitingLetters, settleLetters } from '../src/ward/letter/settle-letters.ts'
import type { Wired } from '../src/wiring.ts'
import { inEveryWard } from './in-every-ward.ts'

type Parts = Pick<Wired, 'database' | 'transact' | 'log'>

/** A letter was approved: it leaves now if its hours are open, else the clock finds it. */
export async function sendLettersOf(
  { transact }: Pick<Wired, 'transact'>,
  wardId: string,
  letterId: string
): Promise<void> {
  await transact(wardId, 'job:send-letters', async (work) => {
    await work.unring('send-letters', letterId)
    await sendLetters(work)
  })
}

/** Every minute and ward: outcomes are written down, everything open is planned anew, what may leave leaves. */
export const tendLettersEverywhere = (parts: Parts): Promise<void> =>
  inEveryWard(parts, (wardId) => tendLetters(parts, wardId))

export async function tendLetters({ transact, log }: Pick<Wired, 'transact' | 'log'>, wardId: string): Promise<void> {
  const job = 'job:tend-letters' as const
  await transact(wardId, job, settleLetters)
  await transact(wardId, job, ringWaitingLetters)
  await transact(wardId, job, (work) => planLetters(work, { everyOpen: true }))
  for (let sent = -1; sent !== 0;) {
    sent = await transact(wardId, job, sendLetters)
    if (sent > 0) log.info({ wardId, sent }, 'letters were put into the outbox')
  }
  await transact(wardId, job, purgeLetterWords)
}
