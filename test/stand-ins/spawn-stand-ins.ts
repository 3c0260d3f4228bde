import { fork } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { Accepted } from './platform-server.ts'

type Ready = { zaloUrl: string; telegramUrl: string; environment: Record<string, string>; accessToken: string }

/** One stand-in in another process, moved by its control desk. */
export type FarStandIn = {
  url: string
  /** Calls a control or a citizen's deed by name: `tell('set', { latencyMs: 5 })`, `tell('citizenWrites', id, 'chào')`. */
  tell(name: string, ...given: unknown[]): Promise<unknown>
  sent(to?: string): Promise<Accepted[]>
}

/** Zalo and Telegram in a process of their own, for benches and kill tests: they outlive what they judge. */
export async function spawnStandIns({
  wardUrl = 'http://127.0.0.1:3000',
  priority,
}: { wardUrl?: string; priority?: number } = {}) {
  const main = fileURLToPath(new URL('./main.ts', import.meta.url))
  const flags = ['--json', '--zalo-port', '0', '--telegram-port', '0', '--ward', wardUrl]
  const child = fork(main, flags, { execArgv: ['--import', 'tsx'], stdio: ['ignore', 'pipe', 'inherit', 'ipc'] })
  const lines = createInterface({ input: child.stdout! })
  const [line] = (await Promise.race([once(lines, 'line'), once(child, 'exit').then(() => [''])])) as [string]
  if (line === '') throw new Error('the stand-ins did not start')
  const ready = JSON.parse(line) as Ready
  if (priority !== undefined && child.pid) (await import('node:os')).setPriority(child.pid, priority)
  return {
    ...ready,
    pid: child.pid!,
    zalo: far(ready.zaloUrl),
    telegram: far(ready.telegramUrl),
    async stop() {
      if (child.exitCode !== null) return
      const gone = once(child, 'exit')
      child.disconnect()
      await gone
    },
  }
}

function far(url: string): FarStandIn {
  const tell = async (name: string, ...given: unknown[]): Promise<unknown> => {
    const answer = await fetch(`${url}/_control/${name}`, { method: 'POST', body: JSON.stringify(given.map(pack)) })
    if (!answer.ok) throw new Error(`stand-in: ${name}: ${await answer.text()}`)
    return answer.json()
  }
  return { url, tell, sent: async (to) => (await tell('sent', ...(to === undefined ? [] : [to]))) as Accepted[] }
}

const pack = (value: unknown) =>
  value instanceof Uint8Array ? { base64: Buffer.from(value).toString('base64') } : value
