import { createHash } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'

/** What an approver puts a name to: whom it goes to, what it says, when, and with which buttons. */
export type Approvable = {
  kind: string
  class: string
  title: string
  words: unknown
  choices: unknown
  template: unknown
  audience: unknown
  topic: string | null
  statutory: boolean
  sendAt: Date | null
  expiresAt: Date | null
}

/** The same content in the same order, whatever the order in which it was kept: JSON with sorted keys. */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value ?? null)
  if (value instanceof Date) return JSON.stringify(value.toISOString())
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  const entries = Object.entries(value)
    .filter(([, one]) => one !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([key, one]) => `${JSON.stringify(key)}:${canonicalJson(one)}`).join(',')}}`
}

/** The content that is approved and sent, as it is hashed and as the proof file shows it. */
export const approvedContent = (notice: Approvable): Approvable => ({
  kind: notice.kind,
  class: notice.class,
  title: notice.title,
  words: notice.words,
  choices: notice.choices,
  template: notice.template,
  audience: notice.audience,
  topic: notice.topic,
  statutory: notice.statutory,
  sendAt: notice.sendAt,
  expiresAt: notice.expiresAt,
})

/** SHA-256 over words, audience and time: one changed letter is another notice. */
export function noticeHash(notice: Approvable): Uint8Array<ArrayBuffer> {
  return new Uint8Array(
    createHash('sha256')
      .update(canonicalJson(approvedContent(notice)))
      .digest()
  )
}

/** Whether what is about to be sent is what was approved. */
export const isAsApproved = (notice: Approvable, approvedHash: Uint8Array | null): boolean =>
  approvedHash !== null && isDeepStrictEqual(Buffer.from(noticeHash(notice)), Buffer.from(approvedHash))
