import type { LinkCodeMade } from '../../ward/citizen/make-link-code.ts'
import type { SignedIn } from '../../ward/official/official.ts'
import type { TotpOffer } from '../../ward/official/enrol-totp.ts'
import type { ListedSession } from '../../ward/session/list-sessions.ts'
import { Field, PostForm } from '../views/forms.tsx'
import { usePage } from '../views/page-context.ts'
import { Deed, Facts, Go, Notice, Tag, When } from '../views/parts.tsx'
import { Table } from '../views/table.tsx'

export function Account({ official, sessions }: { official: SignedIn; sessions: readonly ListedSession[] }) {
  const { t } = usePage()
  return (
    <>
      <Facts
        facts={[
          [t('console.officials.full_name'), official.fullName],
          [t('console.sign_in.login'), official.login],
          [t('console.officials.roles'), official.roles.map((role) => t(`official.role.${role}`)).join('; ')],
          [t('console.sign_in.password'), <Go to="/account/password">{t('console.account.password_title')}</Go>],
          [
            t('console.account.totp'),
            official.hasTotp ? (
              <>
                <Tag tone="good">{t('console.account.totp_on')}</Tag>{' '}
                <Go to="/account/totp/end">{t('console.account.totp_end_title')}</Go>
              </>
            ) : (
              <>
                <Tag>{t('console.account.totp_off')}</Tag> <Go to="/account/totp">{t('console.account.totp_title')}</Go>
              </>
            ),
          ],
        ]}
      />
      <h2>{t('console.account.chat')}</h2>
      <p>{t('console.account.chat_what')}</p>
      <Deed action="/account/link-code" label={t('console.account.make_code')} tone="second" />
      <h2>{t('console.account.sessions')}</h2>
      <Sessions sessions={sessions} current={official.sessionId} />
      {sessions.length > 1 ? (
        <Deed action="/account/sessions/end-others" label={t('console.account.end_others')} tone="second" />
      ) : null}
    </>
  )
}

function Sessions({ sessions, current }: { sessions: readonly ListedSession[]; current: string }) {
  const { t } = usePage()
  return (
    <Table
      caption={t('console.account.sessions')}
      empty=""
      rows={sessions}
      columns={[
        {
          title: t('console.account.device'),
          kind: 'main',
          cell: ({ device }) => device || t('console.account.unknown_device'),
        },
        { title: t('console.account.signed_in_at'), cell: ({ createdAt }) => <When at={createdAt} /> },
        { title: t('console.account.last_seen'), cell: ({ lastSeenAt }) => <When at={lastSeenAt} /> },
        {
          title: t('console.list.deed'),
          cell: ({ id }) =>
            id === current ? (
              t('console.account.this_session')
            ) : (
              <Deed action={`/account/sessions/${id}/end`} label={t('console.account.end_session')} tone="second" />
            ),
        },
      ]}
    />
  )
}

export function PasswordForm({ given }: { given: boolean }) {
  const { t } = usePage()
  return (
    <PostForm action="/account/password">
      {given ? <Notice tone="warn">{t('console.account.given_password')}</Notice> : null}
      <Field
        name="current"
        label={t('console.account.current_password')}
        type="password"
        autoComplete="current-password"
      />
      <Field
        name="next"
        label={t('console.account.new_password')}
        hint={t('console.account.password_hint')}
        type="password"
        autoComplete="new-password"
      />
      <Field name="again" label={t('console.account.new_password_again')} type="password" autoComplete="new-password" />
      <button class="main">{t('console.account.password_title')}</button>
    </PostForm>
  )
}

export function TotpForm({ offer, picture }: { offer: TotpOffer; picture: string }) {
  const { t } = usePage()
  return (
    <>
      <p>{t('console.account.totp_how')}</p>
      <img class="qr" src={picture} alt={t('console.account.totp_picture')} />
      <p>{t('console.account.totp_by_hand')}</p>
      <p class="once">{offer.secret.match(/.{1,4}/g)?.join(' ')}</p>
      <PostForm action="/account/totp">
        <input type="hidden" name="pending" value={offer.pending} />
        <Field
          name="code"
          label={t('console.sign_in.code')}
          hint={t('console.account.totp_code_hint')}
          inputMode="numeric"
          autoComplete="one-time-code"
          short
        />
        <button class="main">{t('console.account.totp_do')}</button>
      </PostForm>
    </>
  )
}

export function OwnLinkCode({ made }: { made: LinkCodeMade }) {
  const { t } = usePage()
  return (
    <>
      <p>{t('console.account.code_how')}</p>
      <p class="once">{made.code}</p>
      <p>
        {t('console.citizens.code_until')} <When at={made.expiresAt} />
      </p>
      <Notice tone="warn">{t('console.citizens.code_once')}</Notice>
      <p>
        <Go to="/account">{t('console.account.back')}</Go>
      </p>
    </>
  )
}

export function EndTotpForm() {
  const { t } = usePage()
  return (
    <PostForm action="/account/totp/end">
      <p>{t('console.account.totp_end_why')}</p>
      <Field
        name="password"
        label={t('console.account.current_password')}
        type="password"
        autoComplete="current-password"
      />
      <button class="bad">{t('console.account.totp_end_title')}</button>
    </PostForm>
  )
}
