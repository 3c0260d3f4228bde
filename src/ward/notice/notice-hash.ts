import { createHash } from 'node:crypto'

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

/**
 * Whoever is named one by one stands as a number and a SHA-256: a changed name is another audience, and a proof that is
 * shown around names nobody.
 */
function closedAudience(audience: unknown): unknown {
  if (audience === null || typeof audience !== 'object') return audience
  return Object.fromEntries(
    Object.entries(audience).map(([part, named]) => {
      if (part === 'citizens' && Array.isArray(named)) return [part, closedList(named)]
      if (part !== 'spared' || named === null || typeof named !== 'object') return [part, named]
      return [
        part,
        Object.fromEntries(Object.entries(named as object).map(([who, ids]) => [who, closedList(ids as unknown[])])),
      ]
    })
  )
}

const closedList = (ids: readonly unknown[]) => ({ count: ids.length, sha256: sha256(ids).toString('hex') })

const sha256 = (value: unknown): Buffer => createHash('sha256').update(canonicalJson(value)).digest()

/** The content that is approved and sent, as it is hashed and as the proof file shows it. */
export const approvedContent = (notice: Approvable): Approvable => ({
  ...openContent(notice),
  audience: closedAudience(notice.audience),
})

const openContent = (notice: Approvable): Approvable => ({
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
  return new Uint8Array(sha256(approvedContent(notice)))
}

/** Whether what is about to be sent is what was approved. */
export const isAsApproved = (notice: Approvable, approvedHash: Uint8Array | null): boolean =>
  approvedHash !== null && contentOf(notice, approvedHash) !== null

/**
 * The content whose hash an approver put a name to; null where the notice is another one by now. A notice that was
 * approved before lists were closed was hashed with them, and can be shown in no other way.
 */
export const contentOf = (notice: Approvable, approvedHash: Uint8Array): Approvable | null =>
  [approvedContent(notice), openContent(notice)].find((content) => sha256(content).equals(approvedHash)) ?? null
