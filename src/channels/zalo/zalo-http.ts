import { Agent, type Dispatcher } from 'undici'

/** What came of one request. `not_sent`: nothing left the house. `lost`: it left and no whole answer came back. */
export type ZaloHttpAnswer =
  | { kind: 'answered'; status: number; headers: Dispatcher.ResponseData['headers']; body: string }
  | { kind: 'not_sent'; why: 'no_connection' | 'aborted' }
  | { kind: 'lost'; why: 'timeout' | 'connection_lost' | 'aborted' }

export type ZaloHttpRequest = {
  origin: string
  path: string
  method: 'GET' | 'POST'
  headers: Record<string, string>
  body?: string | Uint8Array
  signal?: AbortSignal
}

/** Keep-alive connections to Zalo's hosts; one may serve every account of the process. */
export type ZaloHttp = { call(request: ZaloHttpRequest): Promise<ZaloHttpAnswer>; close(): Promise<void> }

const mostBytes = 1024 * 1024

/** `dispatch` instead of `request`: it is a third faster and tells when the request went on the wire. */
export function makeZaloHttp({ connections = 64, timeoutMs = 15_000 } = {}): ZaloHttp {
  const agent = new Agent({
    connections,
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    connect: { timeout: 5000 },
  })
  return {
    call: (request) => new Promise((resolve) => void dispatch(agent, request, resolve)),
    close: () => agent.close(),
  }
}

function dispatch(agent: Agent, request: ZaloHttpRequest, resolve: (answer: ZaloHttpAnswer) => void): void {
  const { signal } = request
  const chunks: Buffer[] = []
  let controller: Dispatcher.DispatchController | null = null
  let head: { status: number; headers: Dispatcher.ResponseData['headers'] } = { status: 0, headers: {} }
  let size = 0

  const finish = (answer: ZaloHttpAnswer) => {
    signal?.removeEventListener('abort', onAbort)
    resolve(answer)
  }
  const onAbort = () => {
    finish(controller ? { kind: 'lost', why: 'aborted' } : { kind: 'not_sent', why: 'aborted' })
    controller?.abort(new Error('aborted'))
  }
  if (signal?.aborted) return void finish({ kind: 'not_sent', why: 'aborted' })
  signal?.addEventListener('abort', onAbort, { once: true })

  const { origin, path, method, headers, body } = request
  agent.dispatch(
    { origin, path, method, headers, body: body ?? null },
    {
      // Called just before the bytes go on the wire: a request aborted while it waited is stopped here.
      onRequestStart: (started) => {
        if (signal?.aborted) started.abort(new Error('aborted'))
        else controller = started
      },
      onResponseStart: (_controller, status, answered) => {
        head = { status, headers: answered }
      },
      onResponseData: (current, chunk) => {
        size += chunk.length
        if (size > mostBytes) current.abort(new Error('answer too long'))
        else chunks.push(chunk)
      },
      onResponseEnd: () => finish({ kind: 'answered', ...head, body: Buffer.concat(chunks).toString('utf8') }),
      onResponseError: (_controller, error) => finish(failure(controller !== null, error)),
    }
  )
}

function failure(left: boolean, error: Error): ZaloHttpAnswer {
  if (!left) return { kind: 'not_sent', why: 'no_connection' }
  return { kind: 'lost', why: /timeout/i.test(error.name) ? 'timeout' : 'connection_lost' }
}
