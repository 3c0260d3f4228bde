import { z } from 'zod'
import { addOfficial } from '../../ward/official/add-official.ts'
import { editOfficial } from '../../ward/official/edit-official.ts'
import { endOfficial } from '../../ward/official/end-official.ts'
import { resetTotp } from '../../ward/official/end-totp.ts'
import { findOfficial, listOfficials } from '../../ward/official/list-officials.ts'
import { isLogin, normaliseLogin } from '../../ward/official/official.ts'
import { inventPassword } from '../../ward/official/password.ts'
import { rolesAmong } from '../../ward/official/permission.ts'
import { resetPassword } from '../../ward/official/reset-password.ts'
import { endSessionsOf } from '../../ward/session/end-session.ts'
import { conflict, goTo, notFound, show, type Answer } from '../answer.ts'
import type { ConsoleApp } from '../console-app.ts'
import { boxes, id, line, maybeLine, readForm, type Fault, type Form } from '../form.ts'
import { page } from '../page.tsx'
import type { Visit, Words } from '../visit.ts'
import { GivenPassword, OfficialForm, OfficialList, OfficialView } from './views.tsx'

const roleBoxes = () =>
  boxes()
    .transform((words) => rolesAmong(words))
    .pipe(z.array(z.custom<ReturnType<typeof rolesAmong>[number]>()).min(1, 'console.officials.choose_role'))

const change = { fullName: line(120), unit: maybeLine(120), roles: roleBoxes() }
const editForm = z.object(change)
const addForm = z.object({
  login: line(60).transform(normaliseLogin).refine(isLogin, 'console.officials.login_looks'),
  ...change,
})
const idParams = z.object({ id: id() })

export function addOfficialPages(app: ConsoleApp): void {
  page(app, 'GET /officials', 'manage_officials', async ({ work, t }) =>
    show(t('console.officials.title'), <OfficialList officials={await listOfficials(work)} />)
  )
  page(app, 'GET /officials/new', 'manage_officials', ({ t }) => newPage(t, {}))
  page(app, 'POST /officials/new', 'manage_officials', add)
  page(app, 'GET /officials/:id', 'manage_officials', {
    params: idParams,
    answer: async ({ work, params, may }) => {
      const official = await findOfficial(work, { officialId: params.id })
      return official === null
        ? notFound()
        : show(
            official.fullName,
            <OfficialView
              official={official}
              isMe={work.actor === `official:${params.id}`}
              mayReadTrail={may('read_audit')}
            />
          )
    },
  })
  page(app, 'GET /officials/:id/edit', 'manage_officials', {
    params: idParams,
    answer: async ({ work, params, t }) => {
      const official = await findOfficial(work, { officialId: params.id })
      if (official === null || official.endedAt !== null) return notFound()
      return editPage(t, params.id, { fullName: official.fullName, unit: official.unit ?? '', roles: official.roles })
    },
  })
  page(app, 'POST /officials/:id/edit', 'manage_officials', {
    params: idParams,
    answer: async ({ work, params, form, t }) => {
      if ((await findOfficial(work, { officialId: params.id })) === null) return notFound()
      const read = readForm(editForm, form)
      if (!read.ok) return editPage(t, params.id, form, read.faults)
      const edited = await editOfficial(work, { officialId: params.id, ...read.value })
      if (edited.ok) return goTo(`/officials/${params.id}`, { say: 'console.officials.edited' })
      return edited.refusal === 'not_found'
        ? notFound()
        : editPage(t, params.id, form, [{ field: 'roles', say: 'official.refused.last_admin' }])
    },
  })
  page(app, 'POST /officials/:id/end', 'manage_officials', {
    params: idParams,
    answer: async ({ work, params }) => {
      const ended = await endOfficial(work, { officialId: params.id })
      if (ended.ok) return goTo('/officials', { say: 'console.officials.ended' })
      return ended.refusal === 'not_found' ? notFound() : conflict('official.refused.last_admin')
    },
  })
  page(app, 'POST /officials/:id/reset-password', 'manage_officials', { params: idParams, answer: reset })
  page(app, 'POST /officials/:id/reset-totp', 'manage_officials', {
    params: idParams,
    answer: async ({ work, params }) => {
      const done = await resetTotp(work, { officialId: params.id })
      if (done.ok) return goTo(`/officials/${params.id}`, { say: 'console.officials.totp_reset' })
      return done.refusal === 'not_found' ? notFound() : conflict('official.refused.own_account')
    },
  })
  page(app, 'POST /officials/:id/end-sessions', 'manage_officials', {
    params: idParams,
    answer: async ({ work, params }) => {
      if ((await findOfficial(work, { officialId: params.id })) === null) return notFound()
      await endSessionsOf(work, params.id)
      return goTo(`/officials/${params.id}`, { say: 'console.officials.sessions_ended' })
    },
  })
}

async function add({ work, form, t }: Visit): Promise<Answer> {
  const read = readForm(addForm, form)
  if (!read.ok) return newPage(t, form, read.faults)
  const password = inventPassword()
  const { unit, ...input } = read.value
  const added = await addOfficial(work, { ...input, ...(unit ? { unit } : {}), password, passwordIsGiven: true })
  if (!added.ok) return newPage(t, form, [{ field: 'login', say: `official.refused.${added.refusal}` }])
  return show(
    t('console.officials.added_title', { name: input.fullName }),
    <GivenPassword officialId={added.value.id} login={input.login} password={password} />
  )
}

async function reset({ work, params, t }: Visit<typeof idParams>): Promise<Answer> {
  const official = await findOfficial(work, { officialId: params.id })
  const done = official === null ? null : await resetPassword(work, { officialId: params.id })
  if (official === null || done === null) return notFound()
  if (!done.ok) return done.refusal === 'not_found' ? notFound() : conflict('official.refused.own_account')
  const title = t('console.officials.reset_title', { name: official.fullName })
  return show(title, <GivenPassword officialId={official.id} login={official.login} password={done.value.password} />)
}

const newPage = (t: Words, form: Form, faults: readonly Fault[] = []): Answer =>
  show(t('console.officials.add'), <OfficialForm action="/officials/new" form={form} isNew />, { faults })

const editPage = (t: Words, officialId: string, form: Form, faults: readonly Fault[] = []): Answer =>
  show(t('console.officials.edit'), <OfficialForm action={`/officials/${officialId}/edit`} form={form} />, { faults })
