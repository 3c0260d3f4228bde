import { createHash } from 'node:crypto'

/** A short mark of a plain value: two officials who were shown the same have the same mark. */
export const fingerprint = (value: unknown): string =>
  createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 32)
