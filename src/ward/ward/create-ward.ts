import { Bug } from '../../platform/bug.ts'
import { newId } from '../../platform/ids.ts'
import { ok, refuse, type Result } from '../../platform/result.ts'
import type { Seal } from '../../platform/seal.ts'
import { keepChannelAccount } from '../channel-account/keep-channel-account.ts'
import type { Transact, Work } from '../work.ts'
import { loadReference } from './load-reference.ts'

/** `name` as the ward speaks of itself inside a sentence: "phường Cẩm Bình". */
export type NewWard = { slug: string; name: string; province: string }

/** Addresses of the board begin with the slug: these are taken by the house itself. */
const takenSlugs = ['console', 'api', 'webhooks', 'healthz', 'readyz', 'metrics', 'assets', 'favicon.ico', 'robots.txt']

export const isSlug = (text: string): boolean => /^[a-z0-9][a-z0-9-]{1,39}$/.test(text) && !takenSlugs.includes(text)

/**
 * Opens a ward: its row, its web chat, and what every ward begins with (procedures, calendar, law rules, other bodies).
 * Must run in a transaction that names the new ward's id. `seal` is the unbound one: a door knows no ward yet.
 */
export async function createWard(
  work: Work,
  seal: Seal,
  { slug, name, province }: NewWard
): Promise<Result<{ id: string }, 'slug_taken' | 'bad_slug' | 'name_missing'>> {
  if (!isSlug(slug)) return refuse('bad_slug')
  if (name.trim() === '' || province.trim() === '') return refuse('name_missing')
  const known = await work.db.ward.findFirst({
    where: { OR: [{ slug }, { id: work.wardId }] },
    select: { id: true, slug: true },
  })
  if (known?.id === work.wardId && known.slug !== slug) throw new Bug('a ward is opened in its own transaction')
  if (known !== null) return refuse('slug_taken')
  await work.db.ward.create({
    data: {
      id: work.wardId,
      slug,
      name: name.normalize('NFC').trim(),
      province: province.normalize('NFC').trim(),
      createdAt: work.now,
    },
  })
  await keepChannelAccount(work, seal, { channel: 'web', reference: slug, settings: {} })
  await loadReference(work)
  work.audit('ward.created', { slug })
  return ok({ id: work.wardId })
}

/** Opens a ward in a transaction of its own, with an id of its own. */
export function openWard(transact: Transact, seal: Seal, input: NewWard): ReturnType<typeof createWard> {
  return transact(newId(), 'operator', (work) => createWard(work, seal, input))
}
