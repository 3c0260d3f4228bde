import v8 from 'node:v8'

/**
 * Keeps a process small that asks the database little through Prisma. Prisma's planner is WebAssembly, which V8 compiles a
 * second time for speed: 50 MB for plans that a process which sends to many makes a few times an hour. Before its first query.
 */
export function keepProcessSmall(): void {
  v8.setFlagsFromString('--liftoff-only')
}
