import { randomBytes } from 'node:crypto'
import { newId } from '../../platform/ids.ts'
import { ok, refuse, type Result } from '../../platform/result.ts'
import type { Seal } from '../../platform/seal.ts'
import type { Work } from '../work.ts'
import { apiKeyHashOf, isApiScope } from './api-key.ts'

/** `officialId`: in whose name the key acts where a person's hand is needed, e.g. to approve a notice. */
export type ApiKeyInput = { name: string; scopes: readonly string[]; officialId?: string | null }

/** Makes a key for another system. The token is shown now and never again. `seal` is the unbound one: the door has no ward yet. */
export async function createApiKey(
  work: Work,
  seal: Seal,
  { name, scopes, officialId = null }: ApiKeyInput
): Promise<Result<{ id: string; token: string }, 'name_missing' | 'no_scope' | 'unknown_scope' | 'unknown_official'>> {
  if (name.trim() === '') return refuse('name_missing')
  if (scopes.length === 0) return refuse('no_scope')
  if (!scopes.every(isApiScope)) return refuse('unknown_scope')
  if (officialId !== null && (await work.db.official.count({ where: { id: officialId, endedAt: null } })) === 0)
    return refuse('unknown_official')
  const id = newId()
  const token = `loa_${randomBytes(32).toString('base64url')}`
  await work.db.apiKey.create({
    data: { id, name: name.trim(), scopes: [...new Set(scopes)], officialId, createdAt: work.now },
  })
  await work.db.doorKey.create({
    data: { hash: apiKeyHashOf(seal, token), wardId: work.wardId, kind: 'api_key', rowId: id },
  })
  work.audit('api_key.created', { apiKeyId: id, scopes: scopes.join(' ') })
  return ok({ id, token })
}
