// The bare loop: Pool.dispatch, 128 in flight, the same envelope to the same stand-in, nothing recorded. A process of its own.
import { Pool } from 'undici'

const inFlight = 128

type Order = {
  url: string
  path: string
  headers: Record<string, string>
  count: number
  body: { before: string; after: string }
  first: string
}

process.on('message', (order: Order) => {
  void run(order).then((seconds) => process.send?.({ seconds }))
})
process.once('disconnect', () => process.exit(0))
process.send?.('ready')

async function run({ url, path, headers, count, body, first }: Order): Promise<number> {
  const pool = new Pool(url, { connections: inFlight, pipelining: 1 })
  const base = BigInt(first)
  let next = 0
  const started = performance.now()
  await new Promise<void>((done, fail) => {
    let open = 0
    const send = () => {
      if (next >= count) {
        if (open === 0) done()
        return
      }
      const address = String(base + BigInt(next++))
      open++
      const chunks: Buffer[] = []
      pool.dispatch(
        { path, method: 'POST', headers, body: `${body.before}${address}${body.after}` },
        {
          onRequestStart: () => {},
          onResponseData: (_controller, chunk) => void chunks.push(chunk),
          onResponseEnd: () => {
            const { error, ok } = JSON.parse(Buffer.concat(chunks).toString('utf8')) as { error?: number; ok?: boolean }
            if (error !== 0 && ok !== true) return void fail(new Error(`refused: ${String(error)}`))
            open--
            send()
          },
          onResponseError: (_controller, error) => void fail(error),
        }
      )
    }
    for (let n = 0; n < inFlight; n++) send()
  })
  await pool.close()
  return (performance.now() - started) / 1000
}
