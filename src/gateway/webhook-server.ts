import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http'
import { largestWebhook, webhookRoot, type TakeWebhook } from './webhooks.ts'

/** As fastify's own: longer than a proxy keeps an idle connection. */
const keepAliveMs = 72_000

/**
 * One server for all doors on which webhooks are answered before the pages' machinery (routing, cookies, security headers
 * of pages): a platform sends thousands of them and reads the status only. `failed` is told what could not be stored.
 */
export function webhooksFirst(take: TakeWebhook, failed: (error: unknown) => void): (pages: RequestListener) => Server {
  return (pages) => {
    const server = createServer((request, response) => {
      if (request.method === 'POST' && request.url?.startsWith(webhookRoot)) answer(request, response)
      else pages(request, response)
    })
    server.keepAliveTimeout = keepAliveMs
    return server
  }

  function answer(request: IncomingMessage, response: ServerResponse): void {
    const pieces: Buffer[] = []
    let length = 0
    request.on('error', () => {}) // who hangs up before he has said it is not answered
    request.on('data', (piece: Buffer) => {
      length += piece.length
      if (length <= largestWebhook) pieces.push(piece)
      else if (!response.headersSent) say(response, 413, true)
    })
    request.on('end', () => {
      if (response.headersSent) return
      const body = pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces)
      const path = request.url!.split('?', 1)[0]!
      take(path, { headers: request.headers, body }).then(
        (status) => say(response, status),
        (error: unknown) => {
          failed(error)
          say(response, 500)
        }
      )
    })
  }
}

function say(response: ServerResponse, status: number, hangUp = false): void {
  response.writeHead(status, { 'content-length': 0, ...(hangUp ? { connection: 'close' } : {}) })
  response.end()
}
