import { ok, refuse, type Result } from '../../platform/result.ts'
import type { Work } from '../work.ts'

/** The key opens nothing from now on. */
export async function endApiKey(work: Work, { id }: { id: string }): Promise<Result<void, 'unknown_key'>> {
  const { count } = await work.db.apiKey.updateMany({ where: { id, endedAt: null }, data: { endedAt: work.now } })
  if (count === 0) return refuse('unknown_key')
  await work.db.doorKey.deleteMany({ where: { wardId: work.wardId, kind: 'api_key', rowId: id } })
  work.audit('api_key.ended', { apiKeyId: id })
  return ok()
}
