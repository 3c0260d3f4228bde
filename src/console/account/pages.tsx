import { toDataURL } from 'qrcode'
import { z } from 'zod'
import { makeLinkCode } from '../../ward/citizen/make-link-code.ts'
import { changePassword } from '../../ward/official/change-password.ts'
import { endOwnTotp } from '../../ward/official/end-totp.ts'
import { enrolTotp, offerTotp, repeatTotpOffer, type TotpOffer } from '../../ward/official/enrol-totp.ts'
import { endSession, endSessionsOf } from '../../ward/session/end-session.ts'
import { listSessions } from '../../ward/session/list-sessions.ts'
import { conflict, goTo, notFound, show, type Answer } from '../answer.ts'
import type { ConsoleApp } from '../console-app.ts'
import { id, line, readForm, secret, typed, type Fault } from '../form.ts'
import { page } from '../page.tsx'
import type { Visit, Words } from '../visit.ts'
import { Account, EndTotpForm, OwnLinkCode, PasswordForm, TotpForm } from './views.tsx'

const passwordForm = z.object({ current: secret(), next: secret(), again: secret() })
const totpForm = z.object({ code: line(20), pending: secret().max(2000) })
const endTotpForm = z.object({ password: secret() })

export function addAccountPages(app: ConsoleApp): void {
  page(app, 'GET /account', 'signed_in', async ({ work, official, t }) => {
    const sessions = await listSessions(work, { officialId: official.id })
    return show(t('console.account.title'), <Account official={official} sessions={sessions} />)
  })

  page(app, 'GET /account/password', 'signed_in', ({ t, official }) => passwordPage(t, official.mustChangePassword))

  page(app, 'POST /account/password', 'signed_in', async ({ work, official, form, t }) => {
    const again = (faults: readonly Fault[]) => passwordPage(t, official.mustChangePassword, faults)
    const read = readForm(passwordForm, form)
    if (!read.ok) return again(read.faults)
    const { current, next, again: repeated } = read.value
    if (next.normalize('NFC') !== repeated.normalize('NFC'))
      return again([{ field: 'again', say: 'console.account.not_the_same' }])
    const changed = await changePassword(work, {
      officialId: official.id,
      current,
      next,
      keepSessionId: official.sessionId,
    })
    if (!changed.ok)
      return again([
        {
          field: changed.refusal === 'password_wrong' ? 'current' : 'next',
          say: `official.refused.${changed.refusal}`,
        },
      ])
    return goTo('/account', { say: 'console.account.password_changed' })
  })

  page(app, 'GET /account/totp', 'signed_in', async ({ work, official, t }) =>
    totpPage(t, offerTotp(work, ownerOf(official)))
  )

  page(app, 'POST /account/totp', 'signed_in', enrol)

  page(app, 'GET /account/totp/end', 'signed_in', ({ t }) => endTotpPage(t))

  page(app, 'POST /account/totp/end', 'signed_in', async ({ work, official, form, t }) => {
    const read = readForm(endTotpForm, form)
    if (!read.ok) return endTotpPage(t, read.faults)
    const ended = await endOwnTotp(work, { officialId: official.id, password: read.value.password })
    if (!ended.ok) return endTotpPage(t, [{ field: 'password', say: `official.refused.${ended.refusal}` }])
    return goTo('/account', { say: 'console.account.totp_ended' })
  })

  page(app, 'POST /account/link-code', 'signed_in', linkCode)

  page(app, 'POST /account/sessions/:id/end', 'signed_in', {
    params: z.object({ id: id() }),
    answer: async ({ work, official, params }) =>
      (await endSession(work, { officialId: official.id, sessionId: params.id }))
        ? goTo('/account', { say: 'console.account.session_ended' })
        : notFound(),
  })

  page(app, 'POST /account/sessions/end-others', 'signed_in', async ({ work, official }) => {
    await endSessionsOf(work, official.id, official.sessionId)
    return goTo('/account', { say: 'console.account.others_ended' })
  })
}

/** Typed into the ward's chat, it links the official's own account there. */
async function linkCode({ work, official, t }: Visit): Promise<Answer> {
  const made = await makeLinkCode(work, { officialId: official.id })
  if (!made.ok) return conflict(`console.citizens.refused.${made.refusal}`)
  return show(t('console.account.code_title'), <OwnLinkCode made={made.value} />)
}

async function enrol({ work, official, form, t }: Visit): Promise<Answer> {
  const read = readForm(totpForm, form)
  const enrolled = read.ok ? await enrolTotp(work, { officialId: official.id, ...read.value }) : null
  if (enrolled?.ok) return goTo('/account', { say: 'console.account.totp_enrolled' })
  // the same QR code again: it may be in the app already
  const offer = repeatTotpOffer(work, { ...ownerOf(official), pending: typed(form, 'pending') })
  if (offer === null)
    return totpPage(t, offerTotp(work, ownerOf(official)), [{ field: 'code', say: 'official.refused.offer_lapsed' }])
  return totpPage(t, offer, [
    { field: 'code', say: enrolled ? `official.refused.${enrolled.refusal}` : 'console.fault.missing' },
  ])
}

const ownerOf = ({ id: officialId, login }: Visit['official']) => ({ officialId, login })

const passwordPage = (t: Words, given: boolean, faults: readonly Fault[] = []): Answer =>
  show(t('console.account.password_title'), <PasswordForm given={given} />, { faults })

const totpPage = async (t: Words, offer: TotpOffer, faults: readonly Fault[] = []): Promise<Answer> => {
  const picture = await toDataURL(offer.address, { errorCorrectionLevel: 'M', margin: 4, scale: 5 })
  return show(t('console.account.totp_title'), <TotpForm offer={offer} picture={picture} />, { faults })
}

const endTotpPage = (t: Words, faults: readonly Fault[] = []): Answer =>
  show(t('console.account.totp_end_title'), <EndTotpForm />, { faults })
