import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { render } from 'preact-render-to-string'
import type { Channel } from '../../channels/channel.ts'
import { cleanPhoto } from '../../platform/clean-photo.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Translate } from '../../platform/i18n.ts'
import type { Seal } from '../../platform/seal.ts'
import { makeAsset, pageAssets, serveAssets } from '../../platform/web/assets.ts'
import { findPhoto, keepPhoto } from '../../ward/conversation/keep-photo.ts'
import { listMessages, type ChatLine } from '../../ward/conversation/list-messages.ts'
import { openConversation } from '../../ward/conversation/open-conversation.ts'
import { bindSeal, type Transact } from '../../ward/work.ts'
import type { InboundDesk } from '../inbound-desk.ts'
import { arrivalOf } from '../webhooks.ts'
import { ChatBubble } from './chat-line.tsx'
import { ChatPage } from './chat-page.tsx'
import { readSend, type Sent } from './read-send.ts'

export type WebChatDeps = {
  transact: Transact
  inbound: InboundDesk
  seal: Seal
  clock: Clock
  t: Translate
  findWard(slug: string): Promise<{ id: string; slug: string; name: string; accountId: string } | null>
  channelOf(wardId: string, accountId: string): Promise<Channel | null>
  /** Wakes at every announcement for the address; returns what ends it. */
  listen(address: string, wake: () => void): () => void
  /** Cookies only over https. */
  secure: boolean
}

type Place = { ward: { id: string; slug: string; name: string; accountId: string }; address: string }

/** The name the web channel reads its address from. */
const cookieName = 'loa_chat'
/** How long the page without JavaScript waits for the answer before it shows itself again. */
const replyWaitMs = 2_500
const sseHeartbeatMs = 20_000

/** The web chat: one conversation per signed cookie, live by server-sent events, whole without JavaScript. */
export function registerWebChat(app: FastifyInstance, deps: WebChatDeps): void {
  const [css, script] = [makeAsset('chat.css', ownFile('chat.css')), makeAsset('chat.js', ownFile('chat.js'))]
  serveAssets(app, [css, script])
  const assets = { styles: [pageAssets().stylesheet, css.path], script: script.path }

  app.get<{ Params: { slug: string }; Querystring: { fault?: string } }>('/:slug/chat', async (request, reply) => {
    const place = await openPlace(deps, request, reply)
    if (!place) return reply.callNotFound()
    const lines = await readLines(deps, place)
    const fault = faults.find((known) => known === request.query.fault)
    const page = <ChatPage ward={place.ward} lines={lines} t={deps.t} assets={assets} fault={fault} />
    return reply
      .type('text/html; charset=utf-8')
      .header('cache-control', 'no-store')
      .send(`<!doctype html>${render(page)}`)
  })

  const limit = { rateLimit: { max: 60, timeWindow: 60_000 } }
  app.post<{ Params: { slug: string } }>(
    '/:slug/chat/messages',
    { config: limit, bodyLimit: 256 * 1024 },
    async (request, reply) => {
      const place = await openPlace(deps, request, reply)
      if (!place) return reply.callNotFound()
      const sent = await readSend(request)
      const wantsJson =
        request.headers.accept?.includes('application/json') ||
        request.headers['content-type']?.includes('application/json')
      if ('fault' in sent) return refuseSend(deps, place, sent.fault, Boolean(wantsJson), reply)
      const kept = await keepSend(deps, place, sent, request)
      if (typeof kept === 'string') return refuseSend(deps, place, kept, Boolean(wantsJson), reply)
      if (wantsJson) return reply.code(202).send({ id: kept.id, html: renderLine(deps, place, kept) })
      await waitForReply(deps, place.address)
      return reply.redirect(`/${place.ward.slug}/chat#cau`, 303)
    }
  )

  app.get<{ Params: { slug: string }; Querystring: { after?: string } }>(
    '/:slug/chat/events',
    async (request, reply) => {
      const place = await openPlace(deps, request, reply)
      if (!place) return reply.callNotFound()
      const after = String(request.headers['last-event-id'] ?? request.query.after ?? '')
      return streamLines(deps, place, /^[0-9a-f-]{36}$/.test(after) ? after : zeroId, request, reply)
    }
  )

  app.get<{ Params: { slug: string; id: string } }>('/:slug/chat/photos/:id', async (request, reply) => {
    const place = await openPlace(deps, request, reply)
    if (!place) return reply.callNotFound()
    const photo = await deps.transact(place.ward.id, 'job:web-chat', async (work) => {
      const conversation = await openConversation(work, conversationKey(deps, place))
      return findPhoto(work, conversation.id, request.params.id)
    })
    if (!photo) return reply.callNotFound()
    return reply.type(photo.mime).header('cache-control', 'private, max-age=3600').send(Buffer.from(photo.bytes))
  })
}

const faults = ['empty', 'photo_unreadable', 'photo_too_large', 'too_fast'] as const
type Fault = (typeof faults)[number]
const zeroId = '00000000-0000-0000-0000-000000000000'

async function openPlace(
  deps: WebChatDeps,
  request: FastifyRequest<{ Params: { slug: string } }>,
  reply: FastifyReply
): Promise<Place | null> {
  const ward = await deps.findWard(request.params.slug)
  if (!ward) return null
  const raw = request.cookies[cookieName]
  const signed = raw === undefined ? null : request.unsignCookie(raw)
  if (signed?.valid && signed.value) return { ward, address: signed.value }
  const address = randomUUID()
  const cookie = {
    path: '/',
    httpOnly: true,
    sameSite: 'lax' as const,
    secure: deps.secure,
    signed: true,
    maxAge: 180 * 86_400,
  }
  void reply.setCookie(cookieName, address, cookie)
  return { ward, address }
}

const conversationKey = (deps: WebChatDeps, { ward, address }: Place) => {
  const seal = bindSeal(deps.seal, ward.id)
  return {
    accountId: ward.accountId,
    addressHash: seal.hash('address', address),
    address: seal.text(address),
    channel: 'web',
  }
}

function readLines(deps: WebChatDeps, place: Place, after?: string): Promise<ChatLine[]> {
  const { accountId, addressHash } = conversationKey(deps, place)
  return deps.transact(place.ward.id, 'job:web-chat', (work) =>
    listMessages(work, { accountId, addressHash }, after ? { after } : {})
  )
}

const renderLine = (deps: WebChatDeps, { ward }: Place, line: ChatLine): string =>
  render(<ChatBubble line={line} slug={ward.slug} t={deps.t} />)

/** Stores what was sent like any platform's event; the line shown at once is what will stand in the transcript. */
async function keepSend(
  deps: WebChatDeps,
  place: Place,
  sent: Sent,
  request: FastifyRequest
): Promise<ChatLine | Fault> {
  const channel = await deps.channelOf(place.ward.id, place.ward.accountId)
  if (!channel) return 'empty'
  let content: Record<string, unknown> =
    sent.choice === undefined ? { kind: 'text', text: sent.text } : { kind: 'choice', choiceId: sent.choice }
  if (sent.photo) {
    const clean = await cleanPhoto(sent.photo)
    if (!clean) return 'photo_unreadable'
    const fetchKey = await deps.transact(place.ward.id, 'job:web-chat', async (work) => {
      const conversation = await openConversation(work, conversationKey(deps, place))
      return keepPhoto(work, conversation.id, clean)
    })
    content = { kind: 'photo', fetchKey, ...(sent.text ? { caption: sent.text } : {}) }
  }
  const eventKey = randomUUID()
  const origin = Buffer.from(deps.seal.hash('origin', request.ip)).toString('hex')
  const body = Buffer.from(JSON.stringify({ eventKey, at: deps.clock.now().toISOString(), content, origin }))
  const read = channel.read({
    headers: { cookie: `${cookieName}=${encodeURIComponent(request.server.signCookie(place.address))}` },
    body,
  })
  if (read.kind !== 'events') return 'empty'
  await deps.inbound.take(
    place.ward.id,
    read.events.map((event) => arrivalOf(place.ward.accountId, event))
  )
  return {
    id: eventKey,
    at: deps.clock.now(),
    from: 'citizen',
    content: { ...content, kind: String(content.kind) },
    status: 'waiting',
  }
}

function refuseSend(
  deps: WebChatDeps,
  place: Place,
  fault: Fault,
  wantsJson: boolean,
  reply: FastifyReply
): FastifyReply {
  if (wantsJson) return reply.code(422).send({ fault, say: deps.t(`chat.fault.${fault}`) })
  return reply.redirect(`/${place.ward.slug}/chat?fault=${fault}#cau`, 303)
}

function waitForReply(deps: WebChatDeps, address: string): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      stop()
      clearTimeout(timer)
      resolve()
    }
    const stop = deps.listen(address, done)
    const timer = setTimeout(done, replyWaitMs)
  })
}

async function streamLines(
  deps: WebChatDeps,
  place: Place,
  from: string,
  request: FastifyRequest,
  reply: FastifyReply
): Promise<void> {
  reply.hijack()
  const out = reply.raw
  const headers = {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    connection: 'keep-alive',
    'x-accel-buffering': 'no',
  }
  out.writeHead(200, { ...(reply.getHeaders() as Record<string, string>), ...headers })
  out.write('retry: 2000\n\n')
  let after = from
  let reading = Promise.resolve()
  const push = () => {
    reading = reading
      .then(async () => {
        for (const line of await readLines(deps, place, after)) {
          after = line.id
          const message = {
            id: line.id,
            text: line.words?.text,
            choices: line.words?.choices ?? [],
            html: renderLine(deps, place, line),
          }
          out.write(`id: ${line.id}\nevent: message\ndata: ${JSON.stringify(message)}\n\n`)
        }
      })
      .catch(() => void out.end()) // the page opens a new stream and reads on from its last line
  }
  const stop = deps.listen(place.address, push)
  const beat = setInterval(() => out.write(': still here\n\n'), sseHeartbeatMs)
  request.raw.on('close', () => {
    stop()
    clearInterval(beat)
  })
  push()
}

const ownFile = (name: string): Buffer => readFileSync(new URL(`./${name}`, import.meta.url))
