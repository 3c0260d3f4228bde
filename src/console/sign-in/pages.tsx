import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { checkPassword, checkTotp } from '../../ward/official/sign-in.ts'
import { endSession } from '../../ward/session/end-session.ts'
import { deviceOf } from '../../ward/session/session.ts'
import { startSession } from '../../ward/session/start-session.ts'
import type { Work } from '../../ward/work.ts'
import { goTo, show, type Answer } from '../answer.ts'
import { root, type ConsoleApp, type ConsoleDeps, type WardName } from '../console-app.ts'
import * as cookies from '../cookies.ts'
import { readForm, secret, line, maybeLine, typed, type Fault, type Form } from '../form.ts'
import { page } from '../page.tsx'
import type { Words } from '../visit.ts'
import { CodeForm, SignInForm } from './views.tsx'

const signInForm = z.object({ login: line(100), password: secret(), ward: maybeLine(100), next: maybeLine(500) })
const codeForm = z.object({ code: line(20), next: maybeLine(500) })
const asked = z.object({
  next: z.string().max(500).optional().catch(undefined),
  ward: z.string().max(100).optional().catch(undefined),
})

const halfStandsMs = 5 * 60_000

export function addSignInPages(app: ConsoleApp): void {
  page(app, 'GET /sign-in', 'anyone', {
    query: asked,
    answer: async ({ deps, request, query, t }) => {
      const form = { next: query.next ?? '', ward: query.ward ?? cookies.readWard(request) ?? '' }
      return signInPage(t, await deps.wards(), form)
    },
  })

  page(app, 'POST /sign-in', 'anyone', async ({ deps, request, reply, form, t }) => {
    const wards = await deps.wards()
    const read = readForm(signInForm, form)
    if (!read.ok) return signInPage(t, wards, form, read.faults)
    const { login, password, ward: slug, next } = read.value
    const ward = wards.length === 1 ? wards[0] : wards.find((one) => one.slug === slug)
    if (ward === undefined) return signInPage(t, wards, form, [{ field: 'ward', say: 'console.sign_in.choose_ward' }])

    const outcome = await deps.transact(ward.id, 'job:sign-in', (work) => checkPassword(work, { login, password }))
    if (outcome.kind === 'not_let_in')
      return signInPage(t, wards, form, [{ field: 'login', say: 'console.sign_in.not_let_in' }])
    cookies.keepWard(reply, ward.slug, deps.production)
    if (outcome.kind === 'signed_in')
      return letIn({ deps, request, reply }, { wardId: ward.id, officialId: outcome.officialId }, next)
    const { officialId, passwordMark } = outcome
    cookies.keepHalf(
      reply,
      { wardId: ward.id, officialId, passwordMark, until: deps.clock.now().getTime() + halfStandsMs },
      deps.production
    )
    return goTo(`/sign-in/code${next ? `?next=${encodeURIComponent(next)}` : ''}`)
  })

  page(app, 'GET /sign-in/code', 'anyone', {
    query: asked,
    answer: ({ deps, request, query, t }) =>
      cookies.readHalf(request, deps.clock.now()) === null ? tooLate() : codePage(t, { next: query.next ?? '' }),
  })

  page(app, 'POST /sign-in/code', 'anyone', async ({ deps, request, reply, form, t }) => {
    const half = cookies.readHalf(request, deps.clock.now())
    if (half === null) return tooLate()
    const read = readForm(codeForm, form)
    if (!read.ok) return codePage(t, form, read.faults)
    const { wardId, officialId, passwordMark } = half
    const outcome = await deps.transact(wardId, 'job:sign-in', (work) =>
      checkTotp(work, { officialId, passwordMark, code: read.value.code })
    )
    if (outcome.kind === 'not_let_in')
      return codePage(t, { next: typed(form, 'next') }, [{ field: 'code', say: 'console.sign_in.code_not_taken' }])
    cookies.dropHalf(reply)
    return letIn({ deps, request, reply }, { wardId, officialId }, read.value.next)
  })

  page(app, 'POST /sign-out', 'signed_in', async ({ work, official }) => {
    await endSession(work, { officialId: official.id, sessionId: official.sessionId })
    return goTo('/signed-out')
  })

  // asked for by anybody it changes nothing: the session has ended in the write before
  page(app, 'GET /signed-out', 'anyone', () => goTo('/sign-in', { say: 'console.sign_in.signed_out' }))
}

type Door = { deps: ConsoleDeps; request: FastifyRequest; reply: FastifyReply }

/** A new session under a new token, whatever this browser held before. */
async function letIn(
  { deps, request, reply }: Door,
  who: { wardId: string; officialId: string },
  next: string | null
): Promise<Answer> {
  const token = cookies.newSessionToken(who.officialId)
  const before = cookies.readSessionToken(request)
  const door = before === null ? null : await deps.findDoor(cookies.sessionHash(deps.seal, before.token))
  const ends =
    before !== null && door?.kind === 'session' && door.wardId === who.wardId
      ? { officialId: before.officialId, sessionId: door.rowId }
      : null
  const start = (work: Work) =>
    startSession(work, {
      officialId: who.officialId,
      device: deviceOf(request.headers['user-agent']),
      tokenHash: cookies.sessionHash(deps.seal, token.token),
      ...(ends ? { ends } : {}),
    })
  const { expiresAt } = await deps.transact(who.wardId, `official:${who.officialId}`, start)
  cookies.keepSessionToken(reply, token, expiresAt, deps.production)
  return goTo(insideConsole(next))
}

/** Only a path of this console: a link to the sign-in page must not lead anywhere else. */
function insideConsole(next: string | null): string {
  if (next === null || !/^\/[\w/-]*(\?[^\s#\\]*)?$/.test(next) || next.startsWith('//') || next.startsWith('/sign'))
    return '/'
  return new URL(`${root}${next}`, 'http://console').pathname.startsWith(`${root}/`) ? next : '/'
}

const tooLate = () => goTo('/sign-in', { say: 'console.sign_in.half_lapsed' })

const signInPage = (t: Words, wards: readonly WardName[], form: Form, faults: readonly Fault[] = []): Answer =>
  show(t('console.sign_in.title'), <SignInForm wards={wards} form={form} />, { faults })

const codePage = (t: Words, form: Form, faults: readonly Fault[] = []): Answer =>
  show(t('console.sign_in.code_title'), <CodeForm form={form} />, { faults })
