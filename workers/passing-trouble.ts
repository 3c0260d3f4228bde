/**
 * Trouble that passes by itself: the database or the network is away, a lock was lost, no connection was free. Asked
 * again later, the same may succeed; anything else we would break on again.
 * Codes: Node's (E…), Prisma's (P1…, P2024, P2028, P2034), PostgreSQL's classes 08, 40, 53, 57, 58.
 */
export function isPassing(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  if (/^(E[A-Z]+|P1\d{3}|P2024|P2028|P2034|(08|40|53|57|58)[0-9A-Z]{3})$/.test(code)) return true
  return /^(Connection terminated|Client has encountered a connection error)/.test(error.message)
}
