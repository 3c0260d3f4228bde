import { ok, refuse, type Result } from '../../platform/result.ts'
import type { Work } from '../work.ts'
import { newNeighbourhood } from './neighbourhood.ts'

/**
 * Adds a neighbourhood or renames it, and names its head (a citizen of the register; null: vacant; left out: unchanged).
 * Said twice it stays one.
 */
export async function keepNeighbourhood(
  work: Work,
  input: { code?: string; name: string; headReference?: string | null }
): Promise<Result<{ id: string }, 'unknown_citizen'>> {
  const name = input.name.normalize('NFC').trim()
  const code = input.code ?? newNeighbourhood(name).code
  const head = input.headReference
    ? await work.db.citizen.findFirst({
        where: { reference: input.headReference, deceasedAt: null },
        select: { id: true },
      })
    : null
  if (input.headReference && head === null) return refuse('unknown_citizen')
  const known = await work.db.neighbourhood.findFirst({ where: { code } })
  const headCitizenId = input.headReference === undefined ? (known?.headCitizenId ?? null) : (head?.id ?? null)
  if (known && known.name === name && known.headCitizenId === headCitizenId) return ok({ id: known.id })
  if (known) {
    await work.db.neighbourhood.updateMany({ where: { id: known.id }, data: { name, headCitizenId } })
    work.audit('neighbourhood.changed', { neighbourhoodId: known.id, headCitizenId })
    return ok({ id: known.id })
  }
  const { id } = await work.db.neighbourhood.create({ data: { code, name, headCitizenId }, select: { id: true } })
  work.audit('neighbourhood.added', { neighbourhoodId: id, headCitizenId })
  return ok({ id })
}
