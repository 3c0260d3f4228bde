import type { Clock } from '../platform/clock.ts'
import type { Translate } from '../platform/i18n.ts'
import type { Transact } from '../ward/work.ts'

export type BoardDeps = {
  transact: Transact
  clock: Clock
  t: Translate
  wards(): Promise<readonly { id: string; slug: string; name: string; province: string }[]>
  findWard(slug: string): Promise<{ id: string; slug: string; name: string; province: string } | null>
}
