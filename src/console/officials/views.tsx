import type { ListedOfficial } from '../../ward/official/list-officials.ts'
import { permissionsOfRole, roles } from '../../ward/official/permission.ts'
import { ticked, type Form } from '../form.ts'
import { Boxes, Field, PostForm } from '../views/forms.tsx'
import { usePage } from '../views/page-context.ts'
import { Careful, Deed, Facts, Go, Notice, Tag, When } from '../views/parts.tsx'
import { Table } from '../views/table.tsx'

export function OfficialList({ officials }: { officials: readonly ListedOfficial[] }) {
  const { t } = usePage()
  return (
    <>
      <p>
        <Go to="/officials/new" class="button">
          {t('console.officials.add')}
        </Go>
      </p>
      <Table
        caption={t('console.officials.title')}
        empty={t('console.officials.none')}
        rows={officials}
        columns={[
          {
            title: t('console.officials.full_name'),
            kind: 'main',
            cell: ({ id, fullName }) => <Go to={`/officials/${id}`}>{fullName}</Go>,
          },
          { title: t('console.sign_in.login'), cell: ({ login }) => login },
          {
            title: t('console.officials.roles'),
            cell: ({ roles }) => roles.map((role) => t(`official.role.${role}`)).join('; '),
          },
          { title: t('console.account.last_seen'), cell: ({ lastSeenAt }) => <When at={lastSeenAt} /> },
          { title: t('console.list.status'), cell: (official) => <Standing official={official} /> },
        ]}
      />
    </>
  )
}

function Standing({ official }: { official: ListedOfficial }) {
  const { t } = usePage()
  if (official.endedAt) return <Tag>{t('console.officials.is_ended')}</Tag>
  if (official.lockedUntil) return <Tag tone="warn">{t('console.officials.is_locked')}</Tag>
  return <Tag tone="good">{t('console.officials.is_active')}</Tag>
}

export function OfficialView({
  official,
  isMe,
  mayReadTrail,
}: {
  official: ListedOfficial
  isMe: boolean
  mayReadTrail: boolean
}) {
  const { t } = usePage()
  const path = `/officials/${official.id}`
  return (
    <>
      <Facts
        facts={[
          [t('console.sign_in.login'), official.login],
          [t('console.officials.unit'), official.unit],
          [t('console.officials.roles'), official.roles.map((role) => t(`official.role.${role}`)).join('; ')],
          [t('console.list.status'), <Standing official={official} />],
          [t('console.officials.locked_until'), official.lockedUntil && <When at={official.lockedUntil} />],
          [t('console.officials.ended_at'), official.endedAt && <When at={official.endedAt} />],
          [t('console.account.totp'), t(official.hasTotp ? 'console.account.totp_on' : 'console.account.totp_off')],
          [t('console.account.last_seen'), <When at={official.lastSeenAt} />],
        ]}
      />
      {mayReadTrail ? (
        <p>
          <Go to={`/audit?actor=official:${official.id}`}>{t('console.officials.trail')}</Go>
        </p>
      ) : null}
      {official.endedAt ? null : (
        <>
          <p>
            <Go to={`${path}/edit`} class="button">
              {t('console.officials.edit')}
            </Go>
          </p>
          {isMe ? (
            <Notice>
              <Go to="/account">{t('console.officials.own_account')}</Go>
            </Notice>
          ) : (
            <Recovery path={path} hasTotp={official.hasTotp} />
          )}
          <Careful label={t('console.officials.end')}>
            <p>{t('console.officials.end_what')}</p>
            <Deed action={`${path}/end`} label={t('console.officials.end')} tone="bad" />
          </Careful>
        </>
      )}
    </>
  )
}

function Recovery({ path, hasTotp }: { path: string; hasTotp: boolean }) {
  const { t } = usePage()
  return (
    <>
      <h2>{t('console.officials.recovery')}</h2>
      <p>{t('console.officials.recovery_what')}</p>
      <Deed action={`${path}/reset-password`} label={t('console.officials.reset_password')} tone="second" />
      {hasTotp ? <Deed action={`${path}/reset-totp`} label={t('console.officials.reset_totp')} tone="second" /> : null}
      <Deed action={`${path}/end-sessions`} label={t('console.officials.end_sessions')} tone="second" />
    </>
  )
}

export function OfficialForm({ action, form, isNew = false }: { action: string; form: Form; isNew?: boolean }) {
  const { t } = usePage()
  const options = roles.map((role) => ({
    value: role,
    label: t(`official.role.${role}`),
    hint: permissionsOfRole[role].map((permission) => t(`official.permission.${permission}`)).join(', '),
  }))
  return (
    <PostForm action={action} form={form}>
      {isNew ? (
        <Field
          name="login"
          label={t('console.sign_in.login')}
          hint={t('console.officials.login_hint')}
          spellCheck={false}
        />
      ) : null}
      <Field name="fullName" label={t('console.officials.full_name')} />
      <Field name="unit" label={t('console.officials.unit')} hint={t('console.officials.unit_hint')} optional />
      <Boxes name="roles" legend={t('console.officials.roles')} options={options} values={ticked(form, 'roles')} />
      <button class="main">{t(isNew ? 'console.officials.add' : 'console.form.save')}</button>
    </PostForm>
  )
}

/** Shown once: nothing of it is kept but its hash. */
export function GivenPassword({
  officialId,
  login,
  password,
}: {
  officialId: string
  login: string
  password: string
}) {
  const { t } = usePage()
  return (
    <>
      <p>{t('console.officials.given_what')}</p>
      <Facts
        facts={[
          [t('console.sign_in.login'), login],
          [t('console.officials.given_password'), <span class="once">{password}</span>],
        ]}
      />
      <Notice tone="warn">{t('console.officials.given_once')}</Notice>
      <p>
        <Go to={`/officials/${officialId}`}>{t('console.officials.back')}</Go>
      </p>
    </>
  )
}
