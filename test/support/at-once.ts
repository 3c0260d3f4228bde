import type { Database } from '../../src/platform/database.ts'
import type { Work } from '../../src/ward/work.ts'
import type { TestWard } from './test-ward.ts'

/** A transaction that has done its work and has not committed: what others do meanwhile happens at the same moment. */
export type Held<T> = { reached: Promise<void>; letGo(): void; done: Promise<T> }

export function holdOpen<T>(ward: Pick<TestWard, 'run'>, useCase: (work: Work) => Promise<T>): Held<T> {
  const [reached, gate] = [makeSignal(), makeSignal()]
  const done = ward.run(async (work) => {
    const value = await useCase(work)
    reached.give()
    await gate.given
    return value
  })
  done.catch(reached.give)
  return { reached: reached.given, letGo: gate.give, done }
}

/** Something one waits for and another gives. */
export function makeSignal(): { given: Promise<void>; give(): void } {
  let give = () => {}
  const given = new Promise<void>((resolve) => void (give = resolve))
  return { given, give: () => give() }
}

/** Until so many statements of this database wait for what another one holds. */
export async function untilWaiting(database: Database, howMany = 1): Promise<void> {
  for (;;) {
    const [locks] = await database.$queryRaw<{ waiting: number }[]>`
      select count(*)::int as waiting from pg_locks l join pg_stat_activity a on a.pid = l.pid
      where not l.granted and a.datname = current_database()`
    if ((locks?.waiting ?? 0) >= howMany) return
  }
}
