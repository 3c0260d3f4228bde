import { addDays, atWardTime, wardDateOf } from '../../platform/ward-time.ts'
import type { SendOutcome } from '../channel.ts'

type Meaning =
  | { outcome: Exclude<SendOutcome, { kind: 'sent' | 'try_later' }>; alarm?: true }
  | { later: Extract<SendOutcome, { kind: 'try_later' }>['why']; until: number | 'next_minute' | 'morning' }

const left: Meaning = { outcome: { kind: 'refused', why: 'citizen_left' } }
const closed: Meaning = { outcome: { kind: 'refused', why: 'window_closed' } }
const content: Meaning = { outcome: { kind: 'refused', why: 'content' } }
const account: Meaning = { outcome: { kind: 'refused', why: 'account' }, alarm: true }
const notAChat: Meaning = { outcome: { kind: 'refused', why: 'not_a_chat' } }
const quota: Meaning = { later: 'quota', until: 3600 }
const soon: Meaning = { later: 'provider_down', until: 5 }
const minute: Meaning = { later: 'rate_limited', until: 'next_minute' }

/** docs.zaloplatforms.com OA, phu-luc/ma-loi. -216 and -220 are dealt with before this table: the token is renewed. */
const byCode: Record<number, Meaning> = {
  [-32]: minute,
  [-100]: content,
  [-200]: soon,
  [-201]: content,
  [-204]: account,
  [-205]: account,
  [-209]: account,
  [-210]: content,
  [-211]: quota,
  [-212]: account,
  [-213]: left,
  [-214]: soon,
  [-216]: account,
  [-217]: left,
  [-218]: quota,
  [-219]: account,
  [-220]: account,
  [-221]: account,
  [-223]: account,
  [-224]: account,
  [-227]: left,
  [-230]: closed,
  [-232]: closed,
  [-233]: content,
  [-234]: { later: 'night', until: 'morning' },
  [-235]: account,
  [-237]: notAChat,
  [-240]: account,
  [-242]: account,
  [-244]: left,
  [-248]: { outcome: { kind: 'refused', why: 'content' }, alarm: true },
  [-249]: content,
  [-320]: account,
  [-321]: account,
  [-403]: notAChat,
}

/** Template by phone speaks another dialect on another host (ZBS, "ma-loi"). */
const byCodeOfPhoneTemplates: Record<number, Meaning> = {
  [-100]: soon,
  [-108]: notAChat,
  [-114]: left,
  [-115]: account,
  [-118]: notAChat,
  [-119]: left,
  [-124]: account,
  [-133]: { later: 'night', until: 'morning' },
  [-139]: left,
  [-140]: left,
  [-141]: left,
  [-144]: quota,
  [-1441]: quota,
  [-147]: quota,
  [-1471]: quota,
  [-1472]: quota,
}
for (const code of [-101, -102, -103, -104, -105, -117, -120, -125, -126, -127, -1241, -135, -1351, -136, -137]) {
  byCodeOfPhoneTemplates[code] = account
}
for (const code of [
  -109, -110, -111, -112, -1121, -1122, -1124, -113, -116, -121, -122, -123, -131, -132, -145, -146,
]) {
  byCodeOfPhoneTemplates[code] = content
}

export type ZaloRefusal = { code: number; message: string }

/** A refusal in our words; `alarm` when a human must look at the account. `chance` (0 to 1) spreads those who wait together. */
export function zaloOutcome(
  { code, message }: ZaloRefusal,
  { now, chance, byPhone = false }: { now: Date; chance: number; byPhone?: boolean }
): { outcome: SendOutcome; alarm: boolean } {
  const known = (byPhone ? byCodeOfPhoneTemplates : byCode)[code]
  // An unknown no is waited out: refusing for good would lose the message for a code that came last week.
  if (!known) return { outcome: { kind: 'try_later', why: 'provider_down', afterSeconds: 300 }, alarm: true }
  if (code === -201 && /\b(user_id|recipient)\b/.test(message)) return { outcome: refusedChat, alarm: false }
  if ('outcome' in known) return { outcome: known.outcome, alarm: known.alarm ?? false }
  return {
    outcome: { kind: 'try_later', why: known.later, afterSeconds: secondsUntil(known.until, now, chance) },
    alarm: false,
  }
}

const refusedChat: SendOutcome = { kind: 'refused', why: 'not_a_chat' }

function secondsUntil(until: number | 'next_minute' | 'morning', now: Date, chance: number): number {
  if (until === 'next_minute') return 60 - now.getUTCSeconds() + Math.floor(chance * 5)
  if (until !== 'morning') return until
  // Zalo's night is 22:00 to 06:00; five minutes more for a clock of theirs that is slow.
  const today = atWardTime(wardDateOf(now), '06:05')
  const morning = today > now ? today : atWardTime(addDays(wardDateOf(now), 1), '06:05')
  return Math.ceil((morning.getTime() - now.getTime()) / 1000) + Math.floor(chance * 600)
}
