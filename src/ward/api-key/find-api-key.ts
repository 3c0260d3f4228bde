import type { Work } from '../work.ts'
import { isApiScope, type ApiScope } from './api-key.ts'

export type ApiKeyFound = { id: string; name: string; scopes: ApiScope[]; officialId: string | null }

/** A key that still opens something. */
export async function findApiKey(work: Work, id: string): Promise<ApiKeyFound | null> {
  const row = await work.db.apiKey.findFirst({ where: { id, endedAt: null } })
  return row === null ? null : { id, name: row.name, scopes: row.scopes.filter(isApiScope), officialId: row.officialId }
}

/** Every key the ward has given out, newest first. */
export async function listApiKeys(work: Work): Promise<(ApiKeyFound & { createdAt: Date; endedAt: Date | null })[]> {
  const rows = await work.db.apiKey.findMany({ orderBy: { createdAt: 'desc' } })
  return rows.map(({ id, name, scopes, officialId, createdAt, endedAt }) => ({
    id,
    name,
    scopes: scopes.filter(isApiScope),
    officialId,
    createdAt,
    endedAt,
  }))
}
