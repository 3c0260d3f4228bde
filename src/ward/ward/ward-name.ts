import type { Work } from '../work.ts'

/** The ward as it speaks of itself inside a sentence, "phường Cẩm Bình", and the first part of its addresses. */
export async function wardNameOf(work: Work): Promise<{ name: string; slug: string }> {
  return work.db.ward.findUniqueOrThrow({ where: { id: work.wardId }, select: { name: true, slug: true } })
}
