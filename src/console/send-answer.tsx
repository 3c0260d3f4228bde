import { PassThrough } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { renderToString } from 'preact-render-to-string'
import { Bug } from '../platform/bug.ts'
import { safeError } from '../platform/log.ts'
import type { SignedIn } from '../ward/official/official.ts'
import type { Answer, Flash } from './answer.ts'
import { root, type ConsoleApp, type WardName } from './console-app.ts'
import { dropSessionToken, keepFlash, takeFlash } from './cookies.ts'
import { formTokenFor } from './form-token.ts'
import { Layout } from './views/layout.tsx'
import { PageContext, type PageFrame } from './views/page-context.ts'
import { Refusal } from './views/refusal.tsx'

type Streamed = Extract<Answer, { kind: 'stream' }>
type Shown = Extract<Answer, { kind: 'show' }>

export type Sending = {
  app: ConsoleApp
  request: FastifyRequest
  reply: FastifyReply
  official: SignedIn | null
  ward: WardName | null
}

const refusals = { 403: 'forbidden', 404: 'not_found', 409: 'conflict' } as const

/** Turns what a page answers into HTTP. Nothing of the console is kept by a browser. */
export function sendAnswer(sending: Sending, answer: Answer): FastifyReply {
  const { app, reply } = sending
  switch (answer.kind) {
    case 'go':
      if (answer.flash) keepFlash(reply, answer.flash, app.deps.production)
      return reply.redirect(`${root}${answer.to === '/' ? '' : answer.to}`, 303)
    case 'download':
      return reply
        .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(answer.fileName)}`)
        .type(answer.type)
        .send(answer.bytes)
    case 'stream':
      return sendStream(sending, answer)
    case 'show':
      return sendPage(sending, answer, answer.faults.length > 0 ? 422 : 200)
    case 'refused':
      return sendRefusal(
        sending,
        answer.status,
        refusals[answer.status],
        answer.say && app.deps.t(answer.say, {}, 'vi')
      )
  }
}

/** The head goes out at once; a fault on the way cuts the file off, so that nobody takes half of it for the whole. */
function sendStream(
  { app, reply, request, official, ward }: Sending,
  { fileName, type, write }: Streamed
): FastifyReply {
  if (official === null || ward === null) throw new Bug('a file is written for nobody')
  const to = new PassThrough()
  const actor = `official:${official.id}` as const
  void write((query) => app.deps.transact(ward.id, actor, query), to).catch((error: unknown) => {
    app.deps.log.error({ err: safeError(error), requestId: request.id }, 'a file could not be written')
    to.destroy(new Error('cut off'))
  })
  return reply
    .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(fileName)}`)
    .type(type)
    .send(to)
}

/** A plain page that says what happened, what can be done, and the number to name when calling for help. */
export function sendRefusal(sending: Sending, status: number, kind: string, what?: string): FastifyReply {
  const t = (key: string) => sending.app.deps.t(key, {}, 'vi')
  const content = (
    <Refusal kind={kind} what={what} requestId={sending.request.id} back={status === 409 ? backFrom(sending) : null} />
  )
  return sendPage(sending, { kind: 'show', title: t(`console.refusal.${kind}.title`), content, faults: [] }, status)
}

/** The page of the thing that would not: the nearest one above the address that was asked for. */
function backFrom({ app, request }: Sending): string | null {
  const asked = request.url.split('?')[0]!.split('/')
  const pattern = (request.routeOptions.url ?? '').split('/')
  const above = pattern.map((_, at) => pattern.length - 1 - at)
  const isPage = (parts: number) => {
    const path = pattern.slice(0, parts).join('/').slice(root.length)
    return app.pages.some((one) => one.method === 'GET' && one.path === path)
  }
  const nearest = above.find((parts) => parts > 2 && isPage(parts))
  return nearest === undefined ? null : asked.slice(0, nearest).join('/')
}

function sendPage({ app, request, reply, official, ward }: Sending, shown: Shown, status: number): FastifyReply {
  const flash: Flash | null = status === 200 ? takeFlash(request, reply) : null
  const frame: PageFrame = {
    t: (key, values) => app.deps.t(key, values, 'vi'),
    csrf: formTokenFor(request, reply),
    official,
    ward,
    flash,
    faults: shown.faults,
    labels: new Map(),
    now: app.deps.clock.now(),
    path: request.url,
  }
  const draw = () =>
    renderToString(
      <PageContext.Provider value={frame}>
        <Layout title={shown.title} refreshSeconds={shown.refreshSeconds} scripts={shown.scripts ?? []}>
          {shown.content}
        </Layout>
      </PageContext.Provider>
    )
  // the summary of faults names fields that stand after it: they are known to a second drawing
  if (shown.faults.length > 0) draw()
  const html = draw()
  return reply.code(status).type('text/html; charset=utf-8').send(`<!doctype html>${html}`)
}

/** Back to the page that was asked for, after signing in; a write is not repeated by itself. */
export function sendToSignIn(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  dropSessionToken(reply)
  const asked = request.method === 'GET' && request.url !== root ? request.url.slice(root.length) : ''
  return reply.redirect(`${root}/sign-in${asked === '' ? '' : `?next=${encodeURIComponent(asked)}`}`, 303)
}
