import type { AudienceOf, Bind } from './audience.ts'

/** So long a message of its own may be on its way before its chat is no longer taken for told. */
const patienceMinutes = 15

/** More bubbles than any of these messages has: each must have arrived. */
const bubbles = [0, 1, 2, 3]

/**
 * Chats that are told by a message of their own, as relations `named(id)`, all of them, and `spared(id)`: those to be
 * passed over, where no bubble of it failed, waits too long, or still waits when the audience is frozen.
 */
export function sparedChats({ audience, final }: AudienceOf, bind: Bind, at: () => string): string {
  const { spared, toldBy } = audience
  // bound where they stand, for a value nobody asks for is refused
  const onItsWay = () =>
    final
      ? 'false'
      : `(o.status in ('waiting', 'claimed') and o.created_at > ${at()} - interval '${patienceMinutes} minutes')`
  const isTold = () => {
    if (toldBy === undefined) return 'true'
    const [source, key] = [bind(toldBy.source, 'text'), bind(toldBy.key, 'text')]
    const rows = bubbles.map((bubble) => `${key} || ':' || s.id || ':${bubble}'`).join(', ')
    return `coalesce((select bool_and(o.status in ('accepted', 'delivered', 'read') or ${onItsWay()}) from outbox o
        where o.source = ${source} and o.source_row = any(array[${rows}])), false)`
  }
  return `
    named(id) as (select unnest(${bind(spared?.chats ?? [], 'uuid[]')})),
    spared(id) as (select s.id from named s where ${isTold()})`
}
