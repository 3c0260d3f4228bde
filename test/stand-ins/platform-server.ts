import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What any platform may do to us, turned on by a test, a bench or a demo. */
export type Weather = {
  /** Every answer waits this long. */
  latencyMs: number
  /** Every request is answered with this HTTP status and an HTML page, as a broken gateway in front would. */
  brokenGateway: number | null
  /** So many coming sends are refused as too many. */
  tooMany: number
  /** What `retry_after` says then (Telegram). */
  retryAfterSeconds: number
  /** So many coming sends are accepted, then the socket is cut before the answer. */
  loseNext: number
  /** The same for a share of all sends, 0 to 1, by a repeatable sequence. */
  loseShare: number
  /** False: message texts are not kept, for runs with a million recipients. */
  keepTexts: boolean
}

export const fairWeather: Weather = {
  latencyMs: 0,
  brokenGateway: null,
  tooMany: 0,
  retryAfterSeconds: 7,
  loseNext: 0,
  loseShare: 0,
  keepTexts: true,
}

/** One message the platform took upon itself: what a judge reads. `lost`: the answer never reached the sender. */
export type Accepted = {
  to: string
  kind: 'text' | 'photo' | 'file' | 'contact_request' | 'template'
  text: string
  at: number
  providerId: string
  lost: boolean
  buttons?: { label: string; payload: string }[]
  silent?: boolean
}

/** One request as it came. */
export type Logged = { at: number; path: string }

export type Desk = (request: IncomingMessage, body: Buffer, response: ServerResponse) => void

/** A sequence that looks random and is the same in every run (mulberry32). */
export function repeatableChance(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

export function answerJson(
  response: ServerResponse,
  body: unknown,
  status = 200,
  headers?: Record<string, string>
): void {
  const bytes = Buffer.from(JSON.stringify(body))
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': bytes.length, ...headers })
  response.end(bytes)
}

/** Runs `desk` on a port of localhost. `goDown` refuses connections on the same port until `comeUp`. */
export async function openPlatform(desk: Desk, weather: Weather, wantedPort = 0) {
  const arrivals: (() => void)[] = []
  const server = createServer((request, response) => {
    request.once('end', () => arrivals.splice(0).forEach((tell) => tell()))
    receive(desk, weather, request, response)
  })
  server.keepAliveTimeout = 65_000
  await listen(server, wantedPort)
  const { port } = server.address() as AddressInfo
  const shut = () =>
    new Promise<void>((resolve) => {
      if (!server.listening) return void resolve()
      server.close(() => resolve())
      server.closeAllConnections()
    })
  /** Resolves when the next request has arrived whole, before any latency. */
  const nextArrival = () => new Promise<void>((resolve) => arrivals.push(resolve))
  return { url: `http://127.0.0.1:${port}`, nextArrival, goDown: shut, comeUp: () => listen(server, port), close: shut }
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => resolve())
  })
}

function receive(desk: Desk, weather: Weather, request: IncomingMessage, response: ServerResponse): void {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('error', () => response.destroy())
  request.on('end', () => {
    const body = chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)
    const answer = () => {
      if (weather.brokenGateway !== null && !request.url?.startsWith('/_control/')) {
        response.writeHead(weather.brokenGateway, { 'content-type': 'text/html' })
        return response.end('<html><body><h1>Bad gateway</h1></body></html>')
      }
      desk(request, body, response)
    }
    if (weather.latencyMs > 0) setTimeout(answer, weather.latencyMs)
    else answer()
  })
}
