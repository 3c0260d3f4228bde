import type { FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import { Bug } from '../platform/bug.ts'
import type { Permission } from '../ward/official/permission.ts'
import { useSession } from '../ward/session/use-session.ts'
import type { Work } from '../ward/work.ts'
import { goTo, type Answer } from './answer.ts'
import { root, type ConsoleApp, type FoundDoor, type Opening, type PageEntry } from './console-app.ts'
import { readSessionToken, sessionHash, type SessionToken } from './cookies.ts'
import { bodyOf, keepBody } from './request-body.ts'
import { sendAnswer, sendToSignIn } from './send-answer.tsx'
import type { GuestVisit, Nothing, Visit, Words } from './visit.ts'
import { UnreadableAddress } from './unreadable-address.ts'

type Route = `${'GET' | 'POST'} /${string}`
type Reply = Answer | Promise<Answer>

/** What a page reads from its address: ids in the path, filters behind the question mark. */
type Address = { params?: z.ZodObject; query?: z.ZodObject }

/** A page that reads something from its address says what; any other is a function. */
type Reading<P, Q, V> = { params?: P; query?: Q; isPersonal?: boolean; answer: (visit: V) => Reply }
type Staff = Permission | 'signed_in'

/** Pages an official with a given password may open: to choose their own, and to leave. */
const openBeforeOwnPassword = ['/account/password', '/sign-out']

/** Reading these pages is written down: they show residents' matters. */
const sensitive: ReadonlySet<Opening> = new Set<Opening>([
  'read_citizens',
  'read_restricted',
  'handle_grievances',
  'keep_reception',
  'answer_hand_overs',
  'handle_data_requests',
  'read_letters',
])

/**
 * The only way to add a page. It names who may open it; a signed-in page runs in one transaction of the official's ward,
 * every write needs its form token and is written in the audit trail.
 */
export function page(app: ConsoleApp, route: Route, permission: Staff, answer: (visit: Visit) => Reply): void
export function page(app: ConsoleApp, route: Route, permission: 'anyone', answer: (visit: GuestVisit) => Reply): void
export function page<P extends z.ZodObject = Nothing, Q extends z.ZodObject = Nothing>(
  app: ConsoleApp,
  route: Route,
  permission: Staff,
  reading: Reading<P, Q, Visit<P, Q>>
): void
export function page<P extends z.ZodObject = Nothing, Q extends z.ZodObject = Nothing>(
  app: ConsoleApp,
  route: Route,
  permission: 'anyone',
  reading: Reading<P, Q, GuestVisit<P, Q>>
): void
export function page(app: ConsoleApp, route: Route, permission: Opening, handler: unknown): void {
  const [method, path] = route.split(' ') as ['GET' | 'POST', string]
  // the overloads have tied handler and permission together
  const { answer, isPersonal, ...shape } = (
    typeof handler === 'function' ? { answer: handler } : handler
  ) as Address & {
    answer: (visit: unknown) => Reply
    isPersonal?: boolean
  }
  const entry: PageEntry = { method, path, permission, isPersonal: isPersonal ?? false }
  app.pages.push(entry)
  const limited = permission === 'anyone' && method === 'POST' ? { rateLimit: { max: 60, timeWindow: 600_000 } } : {}
  const serve = permission === 'anyone' ? serveGuest : serveOfficial
  app.server.route({
    method,
    url: path === '/' ? '' : path,
    exposeHeadRoute: false,
    config: limited,
    onRequest: permission === 'anyone' ? [] : [(request, reply) => findSession(app, request, reply)],
    preValidation: method === 'POST' ? [keepBody, app.server.csrfProtection.bind(app.server)] : [],
    handler: (request, reply) => serve({ app, entry, shape, answer, request, reply }),
  })
}

type Serving = {
  app: ConsoleApp
  entry: PageEntry
  shape: Address
  answer: (visit: unknown) => Reply
  request: FastifyRequest
  reply: FastifyReply
}

type Session = { token: SessionToken; door: FoundDoor }
const sessions = new WeakMap<FastifyRequest, Session>()

/** Before a byte of the body is read: who has no session is shown the way to sign in. */
async function findSession(
  app: ConsoleApp,
  request: FastifyRequest,
  reply: FastifyReply
): Promise<FastifyReply | undefined> {
  const token = readSessionToken(request)
  const door = token === null ? null : await app.deps.findDoor(sessionHash(app.deps.seal, token.token))
  if (token === null || door === null || door.kind !== 'session') return sendToSignIn(request, reply)
  sessions.set(request, { token, door })
  return undefined
}

const wordsOf =
  ({ deps }: ConsoleApp): Words =>
  (key, values) =>
    deps.t(key, values, 'vi')

async function serveGuest({ app, shape, answer, request, reply }: Serving): Promise<FastifyReply> {
  const { form } = bodyOf(request)
  const visit: GuestVisit = { deps: app.deps, request, reply, ...readAddress(shape, request), form, t: wordsOf(app) }
  return sendAnswer({ app, request, reply, official: null, ward: null }, await answer(visit))
}

async function serveOfficial({ app, entry, shape, answer, request, reply }: Serving): Promise<FastifyReply> {
  const session = sessions.get(request)
  if (session === undefined) throw new Bug('a page was served before its session was found')
  const { token, door } = session
  const address = readAddress(shape, request)
  const outcome = await app.deps.transact(door.wardId, `official:${token.officialId}`, async (work) => {
    const official = await useSession(work, { sessionId: door.rowId, officialId: token.officialId })
    if (official === null) return kept({ answer: 'sign_in' as const, official: null })
    const may = (permission: Permission) => official.permissions.has(permission)
    const visit: Visit = { work, official, may, ...address, ...bodyOf(request), t: wordsOf(app) }
    const result = await judge(entry, visit, answer)
    const value = { answer: result, official }
    if (!isForbidden(result) && !isDone(entry, result)) return { ok: false as const, refusal: value }
    keepTrail(work, entry, visit, result)
    return kept(value)
  })
  const { answer: result, official } = outcome.ok ? outcome.value : outcome.refusal
  if (result === 'sign_in') return sendToSignIn(request, reply)
  const ward = (await app.deps.wards()).find(({ id }) => id === door.wardId) ?? null
  return sendAnswer({ app, request, reply, official, ward }, result)
}

const kept = <T,>(value: T) => ({ ok: true as const, value })
const isForbidden = (answer: Answer): boolean => answer.kind === 'refused' && answer.status === 403
/** A write that shows its form again has done nothing; one that shows what can be seen only once has. */
const isDone = ({ method }: PageEntry, answer: Answer): boolean =>
  answer.kind !== 'refused' && (method === 'GET' || answer.kind !== 'show' || answer.faults.length === 0)

function judge({ path, permission }: PageEntry, visit: Visit, answer: (visit: unknown) => Reply): Reply {
  if (visit.official.mustChangePassword && !openBeforeOwnPassword.includes(path)) {
    return goTo('/account/password', { say: 'console.account.choose_own_password' })
  }
  if (permission === 'anyone') throw new Bug('a page for anyone has no official')
  if (permission !== 'signed_in' && !visit.may(permission)) return { kind: 'refused', status: 403 }
  return answer(visit)
}

/** Writes, refusals and the reading of residents' matters: page and row, never what was typed. */
function keepTrail(
  work: Work,
  { method, path, permission, isPersonal }: PageEntry,
  { params }: Visit,
  answer: Answer
): void {
  const details = { page: `${method} ${path}`, ...(params as Record<string, string>) }
  if (isForbidden(answer)) return work.audit('page.refused', details)
  if (method === 'POST') return work.audit('page.written', details)
  if (isPersonal || (sensitive.has(permission) && path.includes(':'))) work.audit('page.read', details)
}

function readAddress({ params, query }: Address, request: FastifyRequest): Pick<Visit, 'params' | 'query'> {
  const read = (shape: z.ZodObject | undefined, from: unknown) => {
    const result = shape?.safeParse(from)
    if (result?.success === false) throw new UnreadableAddress(String(result.error.issues[0]?.path[0] ?? ''))
    return result?.data ?? {}
  }
  return { params: read(params, request.params), query: read(query, request.query) } as Pick<Visit, 'params' | 'query'>
}

/** The full path of a page, for redirects. */
export const pathOf = (to: string): string => `${root}${to === '/' ? '' : to}`
