import { TelegramError } from 'telegraf'
import { Bug } from '../../platform/bug.ts'
import type { SendOutcome } from '../channel.ts'

/** Errors of a connection that was never made: nothing left the house. */
const neverLeft = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'CERT_HAS_EXPIRED'])

/**
 * What Telegram or the way to it said, in our words: the one place where its errors are read. They carry the text and
 * the token (`on.payload`, the URL), so none of their messages goes further.
 */
export function telegramOutcome(error: unknown): SendOutcome {
  if (error instanceof Bug) throw error
  if (error instanceof TelegramError) return answerOutcome(error)
  const code = codeOf(error)
  if (neverLeft.has(code)) return { kind: 'try_later', why: 'provider_down', afterSeconds: 5 }
  if (/abort/i.test(code) || /^AbortError$/.test(nameOf(error))) return { kind: 'unknown', why: 'timeout' }
  if (nameOf(error) === 'FetchError') return { kind: 'unknown', why: 'connection_lost' }
  throw new Bug(`telegram: ${nameOf(error)}`)
}

const codeOf = (error: unknown) =>
  error !== null && typeof error === 'object' && 'code' in error && typeof error.code === 'string' ? error.code : ''
const nameOf = (error: unknown) => (error instanceof Error ? error.name : typeof error)

/** What Telegram's own "no" means. */
export function answerOutcome({
  code,
  description,
  parameters,
}: {
  code: number
  description: string
  parameters?: { retry_after?: number } | undefined
}): SendOutcome {
  if (code === 429) return { kind: 'try_later', why: 'rate_limited', afterSeconds: parameters?.retry_after ?? 5 }
  if (code === 401 || code === 404) return { kind: 'refused', why: 'account' }
  if (code === 403) return { kind: 'refused', why: /to bots/.test(description) ? 'not_a_chat' : 'citizen_left' }
  if (code === 400 && /chat not found|chat_id|PEER_ID|user not found|group chat/i.test(description)) {
    return { kind: 'refused', why: 'not_a_chat' }
  }
  if (code >= 400 && code < 500) return { kind: 'refused', why: 'content' }
  // 503 says that nothing was done; behind any other broken gateway the message may have gone out.
  if (code === 503) return { kind: 'try_later', why: 'provider_down', afterSeconds: 5 }
  return { kind: 'unknown', why: `http_${code}` }
}
