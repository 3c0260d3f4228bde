import type { Wired } from '../wiring.ts'

export type WardPlace = { id: string; slug: string; name: string; province: string; accountId: string }

/** A ward by the name in its address, with its web account; remembered while the process runs, names do not change. */
export async function findWardBySlug(wired: Wired, slug: string): Promise<WardPlace | null> {
  const cache = cacheOf(wired)
  const known = cache.get(slug)
  if (known) return known
  const ward = await wired.database.ward.findUnique({ where: { slug } })
  const account = ward && (await wired.channels.findAccount('web', slug))
  if (!ward || !account) return null
  const place = { id: ward.id, slug: ward.slug, name: ward.name, province: ward.province, accountId: account.accountId }
  cache.set(slug, place)
  return place
}

const caches = new WeakMap<Wired, Map<string, WardPlace>>()

function cacheOf(wired: Wired): Map<string, WardPlace> {
  const cache = caches.get(wired) ?? new Map<string, WardPlace>()
  caches.set(wired, cache)
  return cache
}
