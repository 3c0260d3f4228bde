import { openConsole, type TestConsole } from './console-client.ts'
import { freshDatabase, type TestDatabase, type TestWard } from './test-ward.ts'

export type Desk<W extends TestWard> = { at: TestDatabase; ward: W; console: TestConsole; close(): Promise<void> }

/** The console of a ward on a database of its own: opened before the tests of a file, closed after them. */
export async function openDesk<W extends TestWard>(makeWard: (at: TestDatabase) => Promise<W>): Promise<Desk<W>> {
  const at = await freshDatabase()
  const ward = await makeWard(at)
  const console = await openConsole(at, ward)
  const close = async () => {
    await console.close()
    await at.drop()
  }
  return { at, ward, console, close }
}
